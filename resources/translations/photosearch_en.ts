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
</context>
</TS>
