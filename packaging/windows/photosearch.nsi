; The installer for Windows: for one user without an administrator, or for all with one.
;
;   photosearch-setup.exe /S                      silently, for this user
;   photosearch-setup.exe /S /AllUsers            silently, for all (run as administrator)
;   photosearch-setup.exe /S /D=C:\Some folder    silently, elsewhere; the last argument, no quotes
;   uninstall.exe /S [/DeleteLibrary]             silently away; photos, settings and library stay,
;                                                 unless the option removes settings and library
;
; Exit codes: 0 done, 1 cancelled by the user, 2 not done (the program is open and did not close).
; Compiled by packaging/windows/installer.py, which defines VERSION, OUTPUT, LISTS, ICON and SIGN.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma

!define NAME "PhotoSearch"
!define PROGRAM "photosearch-window.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define CLASS "PhotoSearch.Picture"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "Software\${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallFolder"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "Software\${NAME}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallFolder"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME} installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "The PhotoSearch developers, Apache License 2.0"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
; Both programs are signed where a certificate is given; the uninstaller while it is made.
!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString OPEN ${LANG_ENGLISH} "PhotoSearch is open and did not close. Close it, then try again."
LangString OPEN ${LANG_GERMAN} "PhotoSearch ist geöffnet und hat sich nicht geschlossen. Schließen Sie es, dann versuchen Sie es erneut."
LangString TOO_OLD ${LANG_ENGLISH} "PhotoSearch needs Windows 10 or newer."
LangString TOO_OLD ${LANG_GERMAN} "PhotoSearch braucht Windows 10 oder neuer."
LangString OPEN_WITH ${LANG_ENGLISH} "Open with PhotoSearch"
LangString OPEN_WITH ${LANG_GERMAN} "Mit PhotoSearch öffnen"
LangString DATA ${LANG_ENGLISH} "Settings and library (no photos)"
LangString DATA ${LANG_GERMAN} "Einstellungen und Bibliothek (keine Fotos)"

; Ask the program of $INSTDIR to close, and wait for it: a file that runs cannot be opened for writing.
!macro CLOSE_PROGRAM UN
Function ${UN}IsOpen
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ${UN}CloseProgram
  ${Do}
    Call ${UN}IsOpen
    ${If} $0 = 0
      Return
    ${EndIf}
    ; Without /F it only asks the windows to close, as their own button does.
    nsExec::Exec 'taskkill /IM "${PROGRAM}"'
    Pop $1
    ${For} $2 1 40
      Sleep 250
      Call ${UN}IsOpen
      ${If} $0 = 0
        Return
      ${EndIf}
    ${Next}
    ${If} ${Silent}
      SetErrorLevel 2
      Abort
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(OPEN)" IDRETRY +3
    SetErrorLevel 2
    Abort
  ${Loop}
FunctionEnd
!macroend
!insertmacro CLOSE_PROGRAM ""
!insertmacro CLOSE_PROGRAM "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  SetRegView 64
  ; Empty unless /D= names a folder, which the macro would forget.
  StrCpy $R9 $INSTDIR
  !insertmacro MULTIUSER_INIT
  ${If} $R9 != ""
    StrCpy $INSTDIR $R9
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "-program"
  Call CloseProgram
  ; Files of an older version that this one does not have: its own uninstaller knows them.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /S /$MultiUser.InstallMode /Upgrade _?=$INSTDIR'
  ${EndIf}
  SetOverwrite on
  !include "${LISTS}\install.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr SHCTX "Software\${NAME}" "InstallFolder" "$INSTDIR"
  ; Offered in "Open with" and in the settings of Windows, taken from nobody.
  WriteRegStr SHCTX "Software\Classes\${CLASS}" "" "${NAME}"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\shell\open" "" "$(OPEN_WITH)"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr SHCTX "Software\Classes\Applications\${PROGRAM}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "Software\Classes\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr SHCTX "Software\${NAME}\Capabilities" "ApplicationName" "${NAME}"
  WriteRegStr SHCTX "Software\${NAME}\Capabilities" "ApplicationDescription" "Find photos by example"
  WriteRegStr SHCTX "Software\RegisteredApplications" "${NAME}" "Software\${NAME}\Capabilities"
  !include "${LISTS}\associate.nsh"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The PhotoSearch developers"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "un.${NAME}"
  SectionIn RO
  Call un.CloseProgram
  !include "${LISTS}\uninstall.nsh"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/Upgrade" $1
  ${IfNot} ${Errors}
    Return ; what follows is made anew by the installer that called
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  ; Only if it is empty: whatever the user has put there stays.
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  !include "${LISTS}\dissociate.nsh"
  DeleteRegKey SHCTX "Software\Classes\${CLASS}"
  DeleteRegKey SHCTX "Software\Classes\Applications\${PROGRAM}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\Applications"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "${NAME}"
  DeleteRegKey /ifempty SHCTX "Software\RegisteredApplications"
  DeleteRegKey SHCTX "Software\${NAME}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ClearErrors
  ${GetOptions} $0 "/DeleteLibrary" $1
  ${IfNot} ${Errors}
    Call un.DeleteLibrary
  ${EndIf}
SectionEnd

Section /o "un.$(DATA)"
  ${IfNot} ${Silent}
    Call un.DeleteLibrary
  ${EndIf}
SectionEnd

Function un.DeleteLibrary
  ; Of the user who is logged in, also where the program was there for all.
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\${NAME}"
FunctionEnd
