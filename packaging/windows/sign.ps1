# Sign a file for Windows.
#
#     powershell -File packaging/windows/sign.ps1 FILE
#
# Variables: WINDOWS_CERTIFICATE (a PFX file in Base64) and WINDOWS_CERTIFICATE_PASSWORD. Without
# them the file stays unsigned, and that is said: Windows then warns before it is opened.
param([Parameter(Mandatory = $true)][string]$File)
$ErrorActionPreference = "Stop"

if (-not $env:WINDOWS_CERTIFICATE) {
    Write-Output "WINDOWS_CERTIFICATE is not set: $File is not signed."
    exit 0
}
$tools = Get-ChildItem "C:\Program Files (x86)\Windows Kits\10\bin\*\x64\signtool.exe" -ErrorAction SilentlyContinue
$signtool = $tools | Sort-Object FullName | Select-Object -Last 1
if (-not $signtool) { throw "signtool.exe was not found: install the Windows SDK." }
$certificate = Join-Path $env:TEMP "photosearch-certificate.pfx"
try {
    [IO.File]::WriteAllBytes($certificate, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
    & $signtool.FullName sign /fd SHA256 /td SHA256 /tr "http://timestamp.digicert.com" `
        /f $certificate /p $env:WINDOWS_CERTIFICATE_PASSWORD $File
    if ($LASTEXITCODE -ne 0) { throw "signtool ended with $LASTEXITCODE." }
    & $signtool.FullName verify /pa $File
    if ($LASTEXITCODE -ne 0) { throw "The signature of $File is not valid." }
}
finally {
    Remove-Item $certificate -ErrorAction SilentlyContinue
}
