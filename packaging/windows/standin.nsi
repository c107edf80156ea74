; What stands in for the program when the installer is tried out: a window that closes when it is
; asked to, or, where a file "stubborn" lies beside it, one that does not.
Unicode true
Target amd64-unicode
Name "PhotoSearch"
OutFile "${OUTPUT}"
RequestExecutionLevel user
!include LogicLib.nsh
!include nsDialogs.nsh
Page custom Wait Leave

Function Wait
  nsDialogs::Create 1018
  Pop $0
  nsDialogs::Show
FunctionEnd

Function Leave
FunctionEnd

Function .onUserAbort
  ${If} ${FileExists} "$EXEDIR\stubborn"
    Abort
  ${EndIf}
FunctionEnd

Section
SectionEnd
