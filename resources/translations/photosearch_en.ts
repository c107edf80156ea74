<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name />
    <message numerus="yes">
        <source>%n photo(s) cannot be dragged now: not connected, gone, or more than fit.</source>
        <translation>
            <numerusform>%n photo cannot be dragged now: not connected, gone, or more than fit.</numerusform>
            <numerusform>%n photos cannot be dragged now: not connected, gone, or more than fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be searched for.</source>
        <translation>
            <numerusform>%n file cannot be searched for.</numerusform>
            <numerusform>%n files cannot be searched for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} photo(s) encoded</source>
        <translation>
            <numerusform>{count} photo encoded</numerusform>
            <numerusform>{count} photos encoded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} answers again. {count} photo(s) are not found yet; look for changes to encode them.</source>
        <translation>
            <numerusform>{name} answers again. {count} photo are not found yet; look for changes to encode them.</numerusform>
            <numerusform>{name} answers again. {count} photos are not found yet; look for changes to encode them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked through %n folder(s)</source>
        <translation>
            <numerusform>Looked through %n folder</numerusform>
            <numerusform>Looked through %n folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) not connected</source>
        <translation>
            <numerusform>%n folder not connected</numerusform>
            <numerusform>%n folders not connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln path(s).</source>
        <translation>
            <numerusform>Copied %Ln path.</numerusform>
            <numerusform>Copied %Ln paths.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln folder</numerusform>
            <numerusform>%Ln folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) not connected</source>
        <translation>
            <numerusform>%Ln folder not connected</numerusform>
            <numerusform>%Ln folders not connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
</TS>
