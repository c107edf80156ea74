<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suche</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>B&amp;ibliothek</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message numerus="yes">
        <source>%Ln less alike: show</source>
        <translation>
            <numerusform>%Ln weniger ähnliches: zeigen</numerusform>
            <numerusform>%Ln weniger ähnliche: zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Unlesbar</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>entschieden</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Last looked through</source>
        <translation>Durchgesehen</translation>
    </message>
    <message>
        <source>Its photos are kept, shown faded, and left out of searches until it is connected.</source>
        <translation>Die Fotos darin bleiben erhalten; sie sind blass zu sehen und werden nicht gefunden, bis das Laufwerk wieder da ist.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>There is too little in the picture to be sure.</source>
        <translation>Im Bild ist zu wenig zu sehen, um sicher zu sein.</translation>
    </message>
    <message>
        <source>Because of its name, folder, caption or keywords</source>
        <translation>Wegen Name, Ordner, Beschreibung oder Stichwörtern</translation>
    </message>
    <message>
        <source>Because: {label}</source>
        <translation>Weil: {label}</translation>
    </message>
    <message>
        <source>Being compared with your picture…</source>
        <translation>Wird mit Ihrem Bild verglichen…</translation>
    </message>
    <message>
        <source>copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>with {formats}</source>
        <translation>mit {formats}</translation>
    </message>
    <message>
        <source>has copies</source>
        <translation>hat Kopien</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Hardly alike</source>
        <translation>Kaum ähnlich</translation>
    </message>
    <message>
        <source>Surely {sense}</source>
        <translation>Sicher {sense}</translation>
    </message>
    <message>
        <source>Probably {sense}</source>
        <translation>Wahrscheinlich {sense}</translation>
    </message>
    <message>
        <source>Perhaps {sense}</source>
        <translation>Vielleicht {sense}</translation>
    </message>
    <message>
        <source>Hardly {sense}</source>
        <translation>Kaum {sense}</translation>
    </message>
    <message>
        <source>All copies</source>
        <translation>Alle Kopien</translation>
    </message>
    <message>
        <source>Same file</source>
        <translation>Gleiche Datei</translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation>Gleiches Bild</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Edited copies</source>
        <translation>Bearbeitete Kopien</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serien</translation>
    </message>
    <message>
        <source>Files that show one and the same shot; RAW and picture of it have a tab.</source>
        <translation>Dateien, die ein und dieselbe Aufnahme zeigen; RAW und Bild davon haben einen eigenen Reiter.</translation>
    </message>
    <message>
        <source>Files that are equal byte for byte.</source>
        <translation>Dateien, die Byte für Byte gleich sind.</translation>
    </message>
    <message>
        <source>Equal pixels in another file format, with other data, or turned without loss.</source>
        <translation>Gleiche Pixel in einem anderen Dateiformat, mit anderen Daten oder verlustfrei gedreht.</translation>
    </message>
    <message>
        <source>RAW and picture of one shot, and versions by their names.</source>
        <translation>RAW und Bild einer Aufnahme, und Fassungen nach ihren Namen.</translation>
    </message>
    <message>
        <source>One was made of the other: resized, cropped, turned, toned or saved anew.</source>
        <translation>Das eine entstand aus dem anderen: verkleinert, beschnitten, gedreht, getönt oder neu gespeichert.</translation>
    </message>
    <message>
        <source>Different shots of one moment, such as a burst. They are never taken for copies.</source>
        <translation>Verschiedene Aufnahmen eines Moments, etwa eine Serie. Sie gelten nie als Kopien.</translation>
    </message>
    <message>
        <source>Most space first</source>
        <translation>Größter Gewinn zuerst</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>Sicherste zuerst</translation>
    </message>
    <message>
        <source>surely</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>probably</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>{size} to be freed</source>
        <translation>{size} zu gewinnen</translation>
    </message>
    <message>
        <source>{percent} % of its pixels count</source>
        <translation>{percent} % seiner Pixel zählen</translation>
    </message>
    <message>
        <source>the same bytes</source>
        <translation>dieselben Bytes</translation>
    </message>
    <message>
        <source>another shot</source>
        <translation>eine andere Aufnahme</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>the same pixels</source>
        <translation>dieselben Pixel</translation>
    </message>
    <message>
        <source>the same shot</source>
        <translation>die gleiche Aufnahme</translation>
    </message>
    <message>
        <source>saved anew</source>
        <translation>neu gespeichert</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>Unentschieden</translation>
    </message>
    <message>
        <source>You keep it</source>
        <translation>Sie behalten es</translation>
    </message>
    <message>
        <source>You remove it</source>
        <translation>Sie entfernen es</translation>
    </message>
    <message>
        <source>No better than the one that stays</source>
        <translation>Nicht besser als das, was bleibt</translation>
    </message>
    <message>
        <source>Kept: {reasons}</source>
        <translation>Bleibt: {reasons}</translation>
    </message>
    <message>
        <source>Another one is: {reasons}</source>
        <translation>Ein anderes ist: {reasons}</translation>
    </message>
    <message>
        <source>in a reference folder</source>
        <translation>in einem Referenzordner</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>geschützt</translation>
    </message>
    <message>
        <source>rated</source>
        <translation>bewertet</translation>
    </message>
    <message>
        <source>RAW</source>
        <translation>RAW</translation>
    </message>
    <message>
        <source>more pixels</source>
        <translation>mehr Pixel</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>farbig</translation>
    </message>
    <message>
        <source>sharper</source>
        <translation>schärfer</translation>
    </message>
    <message>
        <source>better exposed</source>
        <translation>besser belichtet</translation>
    </message>
    <message>
        <source>better format</source>
        <translation>besseres Format</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>größer</translation>
    </message>
    <message>
        <source>tells more</source>
        <translation>mit mehr Angaben</translation>
    </message>
    <message>
        <source>in a preferred folder</source>
        <translation>in einem bevorzugten Ordner</translation>
    </message>
    <message>
        <source>older</source>
        <translation>älter</translation>
    </message>
    <message>
        <source>shorter name</source>
        <translation>kürzerer Name</translation>
    </message>
    <message>
        <source>In a reference folder</source>
        <translation>In einem Referenzordner</translation>
    </message>
    <message>
        <source>In a protected folder or format</source>
        <translation>In einem geschützten Ordner oder Format</translation>
    </message>
    <message>
        <source>Better rated</source>
        <translation>Besser bewertet</translation>
    </message>
    <message>
        <source>RAW before picture</source>
        <translation>RAW vor Bild</translation>
    </message>
    <message>
        <source>More pixels</source>
        <translation>Mehr Pixel</translation>
    </message>
    <message>
        <source>In colour rather than grey</source>
        <translation>Farbig statt grau</translation>
    </message>
    <message>
        <source>Sharper</source>
        <translation>Schärfer</translation>
    </message>
    <message>
        <source>Better exposed</source>
        <translation>Besser belichtet</translation>
    </message>
    <message>
        <source>Better format: without loss, newer</source>
        <translation>Besseres Format: verlustfrei, neuer</translation>
    </message>
    <message>
        <source>More bytes</source>
        <translation>Mehr Bytes</translation>
    </message>
    <message>
        <source>Place, keywords, caption and edits</source>
        <translation>Ort, Stichwörter, Beschreibung und Bearbeitung</translation>
    </message>
    <message>
        <source>In a preferred folder</source>
        <translation>In einem bevorzugten Ordner</translation>
    </message>
    <message>
        <source>Older file</source>
        <translation>Ältere Datei</translation>
    </message>
    <message>
        <source>Shorter name</source>
        <translation>Kürzerer Name</translation>
    </message>
    <message>
        <source>cropped to {percent} %</source>
        <translation>beschnitten auf {percent} %</translation>
    </message>
    <message>
        <source>with more around it</source>
        <translation>mit mehr darum herum</translation>
    </message>
    <message>
        <source>turned by {degrees}°</source>
        <translation>gedreht um {degrees}°</translation>
    </message>
    <message>
        <source>straightened by {degrees}°</source>
        <translation>begradigt um {degrees}°</translation>
    </message>
    <message>
        <source>reduced to {percent} %</source>
        <translation>verkleinert auf {percent} %</translation>
    </message>
    <message>
        <source>enlarged to {percent} %</source>
        <translation>vergrößert auf {percent} %</translation>
    </message>
    <message>
        <source>the same look</source>
        <translation>der gleiche Look</translation>
    </message>
    <message>
        <source>the same subject</source>
        <translation>das gleiche Motiv</translation>
    </message>
    <message>
        <source>the same look and subject</source>
        <translation>der gleiche Look und das gleiche Motiv</translation>
    </message>
    <message>
        <source>the same shot and look</source>
        <translation>die gleiche Aufnahme und der gleiche Look</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>ähnlich</translation>
    </message>
    <message>
        <source>Similarity {score}: {sense}</source>
        <translation>Ähnlichkeit {score}: {sense}</translation>
    </message>
    <message>
        <source>A part of your picture matches this photo.</source>
        <translation>Ein Teil Ihres Bildes gleicht diesem Foto.</translation>
    </message>
    <message>
        <source>The part in the frame matches your picture.</source>
        <translation>Der umrahmte Teil gleicht Ihrem Bild.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln star(s)</source>
        <translation>
            <numerusform>%Ln Stern</numerusform>
            <numerusform>%Ln Sterne</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Writing the list</source>
        <translation>Liste schreiben</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln photo(s) to “{name}”.</source>
        <translation>
            <numerusform>%Ln Foto in „{name}“ geschrieben.</numerusform>
            <numerusform>%Ln Fotos in „{name}“ geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the photos to…</source>
        <translation>Fotos kopieren nach…</translation>
    </message>
    <message>
        <source>Move the photos to…</source>
        <translation>Fotos verschieben nach…</translation>
    </message>
    <message>
        <source>Write the list to…</source>
        <translation>Liste schreiben in…</translation>
    </message>
    <message>
        <source>photos</source>
        <translation>fotos</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Write the contact sheet to…</source>
        <translation>Kontaktbogen schreiben in…</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>Webseiten (*.html)</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Duplikate</translation>
    </message>
    <message>
        <source>{row} of {count}</source>
        <translation>{row} von {count}</translation>
    </message>
    <message>
        <source>Size of the photos</source>
        <translation>Größe der Fotos</translation>
    </message>
    <message>
        <source>Size of the photos (Ctrl and the wheel, Ctrl++ and Ctrl+-)</source>
        <translation>Größe der Fotos (Strg und Mausrad, Strg++ und Strg+-)</translation>
    </message>
    <message>
        <source>Folders of the library</source>
        <translation>Ordner der Bibliothek</translation>
    </message>
    <message>
        <source>There are no folders yet. Drop one here, or add one.</source>
        <translation>Noch keine Ordner. Ziehen Sie einen hierher, oder fügen Sie einen hinzu.</translation>
    </message>
    <message>
        <source>&amp;Add folder…</source>
        <translation>Ordner &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Add a folder of photos (Insert)</source>
        <translation>Einen Ordner mit Fotos aufnehmen (Einfg)</translation>
    </message>
    <message>
        <source>Look through the chosen folder now (F5)</source>
        <translation>Den gewählten Ordner jetzt durchsehen (F5)</translation>
    </message>
    <message>
        <source>&amp;Show in file manager</source>
        <translation>In der &amp;Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Open the chosen folder (Enter)</source>
        <translation>Den gewählten Ordner öffnen (Eingabetaste)</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>Take the chosen folder out of the library; its files stay (Delete)</source>
        <translation>Den gewählten Ordner aus der Bibliothek nehmen; die Dateien bleiben (Entf)</translation>
    </message>
    <message numerus="yes">
        <source>Take {folder} out of the library? Its %Ln photo(s) are no longer found. No file is touched; added again, the photos are read anew.</source>
        <translation>
            <numerusform>{folder} aus der Bibliothek nehmen? %Ln Foto darin wird nicht mehr gefunden. Keine Datei wird angerührt; wieder hinzugefügt, werden die Fotos neu gelesen.</numerusform>
            <numerusform>{folder} aus der Bibliothek nehmen? %Ln Fotos darin werden nicht mehr gefunden. Keine Datei wird angerührt; wieder hinzugefügt, werden die Fotos neu gelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Add a folder of photos; they stay where they are</source>
        <translation>Einen Ordner mit Fotos aufnehmen; sie bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>&amp;Look for changes</source>
        <translation>&amp;Nach Änderungen suchen</translation>
    </message>
    <message>
        <source>Look through all folders for new, changed and deleted photos</source>
        <translation>Alle Ordner nach neuen, geänderten und gelöschten Fotos durchsehen</translation>
    </message>
    <message>
        <source>&amp;Pause indexing</source>
        <translation>Indizierung &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Cancel indexing</source>
        <translation>Indizierung a&amp;bbrechen</translation>
    </message>
    <message>
        <source>What is done is kept; the next look goes on from there</source>
        <translation>Was fertig ist, bleibt; beim nächsten Mal geht es dort weiter</translation>
    </message>
    <message>
        <source>&amp;Encoder…</source>
        <translation>&amp;Encoder…</translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation>Einen Ordner mit Fotos hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Resume indexing</source>
        <translation>Indizierung f&amp;ortsetzen</translation>
    </message>
    <message>
        <source>{folder} covers {folders} from now on; nothing that is known of them is lost.</source>
        <translation>{folder} umfasst von jetzt an {folders}; nichts, was davon bekannt ist, geht verloren.</translation>
    </message>
    <message>
        <source>{folder} is in the library already, as a part of {parent}.</source>
        <translation>{folder} ist schon in der Bibliothek, als Teil von {parent}.</translation>
    </message>
    <message>
        <source>A saved search needs a name.</source>
        <translation>Eine gespeicherte Suche braucht einen Namen.</translation>
    </message>
    <message>
        <source>Add it again.</source>
        <translation>Fügen Sie ihn wieder hinzu.</translation>
    </message>
    <message>
        <source>Add it first.</source>
        <translation>Fügen Sie ihn zuerst hinzu.</translation>
    </message>
    <message>
        <source>Check that its folder exists and that you may read and write it.</source>
        <translation>Prüfen Sie, ob der Ordner existiert und ob Sie darin lesen und schreiben dürfen.</translation>
    </message>
    <message>
        <source>Check that you may read it and that it is connected.</source>
        <translation>Prüfen Sie, ob Sie ihn lesen dürfen und ob er verbunden ist.</translation>
    </message>
    <message>
        <source>Check the connection to the internet, or copy the picture in the browser and paste it here.</source>
        <translation>Prüfen Sie die Internetverbindung, oder kopieren Sie das Bild im Browser und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>Check the disk and its connection, then try again.</source>
        <translation>Prüfen Sie das Laufwerk und seinen Anschluss, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Only {number} photos can be read; a comparison needs {low}.</source>
        <translation>Nur {number} Fotos sind lesbar; ein Vergleich braucht {low}.</translation>
    </message>
    <message>
        <source>The model&apos;s file {path} is missing.</source>
        <translation>Die Datei {path} des Modells fehlt.</translation>
    </message>
    <message>
        <source>The model&apos;s file {path} has more than {limit} MiB, too much for an encoder.</source>
        <translation>Die Datei {path} des Modells hat mehr als {limit} MiB; das ist zu viel für einen Encoder.</translation>
    </message>
    <message>
        <source>The model file {path} is damaged or not the one that its model.toml describes (sha256 {found}…, expected {expected}…).</source>
        <translation>Die Modelldatei {path} ist beschädigt oder nicht die, die model.toml beschreibt (sha256 {found}…, erwartet {expected}…).</translation>
    </message>
    <message>
        <source>The model file {path} is no ONNX model ({cause}).</source>
        <translation>Die Modelldatei {path} ist kein ONNX-Modell ({cause}).</translation>
    </message>
    <message>
        <source>{path} is not text.</source>
        <translation>{path} ist kein Text.</translation>
    </message>
    <message>
        <source>{path} names {number} classes, the model has {count}.</source>
        <translation>{path} nennt {number} Klassen, das Modell hat {count}.</translation>
    </message>
    <message>
        <source>The model does not match its model.toml: it takes {found} instead of one input {name!r} of type uint8.</source>
        <translation>Das Modell passt nicht zu model.toml: es nimmt {found} statt einer Eingabe {name!r} vom Typ uint8.</translation>
    </message>
    <message>
        <source>The model does not match its model.toml: it takes nothing instead of one input {name!r} of type uint8.</source>
        <translation>Das Modell passt nicht zu model.toml: es nimmt nichts statt einer Eingabe {name!r} vom Typ uint8.</translation>
    </message>
    <message>
        <source>The model does not match its model.toml: it takes {name!r} as {found} instead of {expected}.</source>
        <translation>Das Modell passt nicht zu model.toml: es nimmt {name!r} als {found} statt {expected}.</translation>
    </message>
    <message>
        <source>The model does not match its model.toml: it has no output {output!r}.</source>
        <translation>Das Modell passt nicht zu model.toml: die Ausgabe {output!r} fehlt.</translation>
    </message>
    <message>
        <source>The model does not match its model.toml: it gives {output!r} as {found} instead of float32.</source>
        <translation>Das Modell passt nicht zu model.toml: es gibt {output!r} als {found} statt als float32 aus.</translation>
    </message>
    <message>
        <source>The model does not match its model.toml: it gives {output!r} as {found}, the card says {expected}.</source>
        <translation>Das Modell passt nicht zu model.toml: es gibt {output!r} als {found} aus, dort steht {expected}.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml in {folder} is not text.</source>
        <translation>model.toml des Modells in {folder} ist kein Text.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml is not valid TOML: {cause}.</source>
        <translation>model.toml des Modells ist kein gültiges TOML: {cause}.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml has no section [{section}].</source>
        <translation>In model.toml des Modells fehlt der Abschnitt [{section}].</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml has {section!r} as a value, where a section [{section}] belongs.</source>
        <translation>In model.toml des Modells ist {section!r} ein Wert; dorthin gehört ein Abschnitt [{section}].</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml has no text for {entry!r}.</source>
        <translation>In model.toml des Modells fehlt der Text für {entry!r}.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml has {found} for {entry!r}, which cannot be right.</source>
        <translation>In model.toml des Modells steht {found} für {entry!r}; das kann nicht stimmen.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml needs a whole number from {low} to {high} for {entry!r}, not {found}.</source>
        <translation>In model.toml des Modells muss {entry!r} eine ganze Zahl von {low} bis {high} sein, nicht {found}.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml needs the name of a file in the same folder for {entry!r}, not {found}.</source>
        <translation>In model.toml des Modells muss {entry!r} der Name einer Datei im selben Ordner sein, nicht {found}.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml needs one of {names} for {entry!r}, not {found}.</source>
        <translation>In model.toml des Modells muss {entry!r} eines von {names} sein, nicht {found}.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml needs a multiple of 8 for the bits of {output!r}, not {number}.</source>
        <translation>In model.toml des Modells müssen die Bits von {output!r} ein Vielfaches von 8 sein, nicht {number}.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml gives no bits for &apos;subject&apos;, the one output that every model has.</source>
        <translation>In model.toml des Modells fehlen die Bits von &apos;subject&apos;, der einen Ausgabe, die jedes Modell hat.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml needs 1 to {high} boxes for the regions.</source>
        <translation>In model.toml des Modells müssen 1 bis {high} Bereiche stehen.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml has a region box that is not [x, y, width, height] in fractions.</source>
        <translation>In model.toml des Modells ist ein Bereich nicht [x, y, Breite, Höhe] in Bruchteilen.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml has a calibration of {output!r} whose probabilities do not fall, within 1 and 0, over rising distances.</source>
        <translation>In model.toml des Modells fallen die Wahrscheinlichkeiten der Kalibrierung von {output!r} nicht zwischen 1 und 0 über steigenden Abständen.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml needs lists of at least two numbers for the calibration of {output!r}.</source>
        <translation>In model.toml des Modells braucht die Kalibrierung von {output!r} Listen aus mindestens zwei Zahlen.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml has something other than numbers in the calibration of {output!r}.</source>
        <translation>In model.toml des Modells steht in der Kalibrierung von {output!r} etwas anderes als Zahlen.</translation>
    </message>
    <message>
        <source>The model&apos;s file {path} cannot be read ({cause}).</source>
        <translation>Die Datei {path} des Modells lässt sich nicht lesen ({cause}).</translation>
    </message>
    <message>
        <source>Check the permissions of the file, or install the model again.</source>
        <translation>Prüfen Sie die Zugriffsrechte der Datei, oder installieren Sie das Modell neu.</translation>
    </message>
    <message>
        <source>Choose a folder inside one that is.</source>
        <translation>Wählen Sie einen Ordner innerhalb eines solchen.</translation>
    </message>
    <message>
        <source>Choose a folder that exists.</source>
        <translation>Wählen Sie einen vorhandenen Ordner.</translation>
    </message>
    <message>
        <source>Choose another backup; the library was not changed.</source>
        <translation>Wählen Sie eine andere Sicherung; die Bibliothek blieb unverändert.</translation>
    </message>
    <message>
        <source>Choose another image.</source>
        <translation>Wählen Sie ein anderes Bild.</translation>
    </message>
    <message>
        <source>Choose another name for the backup.</source>
        <translation>Wählen Sie einen anderen Namen für die Sicherung.</translation>
    </message>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>Wählen Sie aus: {names}.</translation>
    </message>
    <message>
        <source>Install the model again, or choose another one with Library &gt; Encoder.</source>
        <translation>Installieren Sie das Modell neu, oder wählen Sie mit „Bibliothek &gt; Encoder“ ein anderes.</translation>
    </message>
    <message>
        <source>Export the model again, or choose another one with Library &gt; Encoder.</source>
        <translation>Exportieren Sie das Modell neu, oder wählen Sie mit „Bibliothek &gt; Encoder“ ein anderes.</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} gibt es nicht.</translation>
    </message>
    <message>
        <source>{path} is not a folder.</source>
        <translation>{path} ist kein Ordner.</translation>
    </message>
    <message>
        <source>{path} cannot be used ({cause}).</source>
        <translation>{path} ist nicht benutzbar ({cause}).</translation>
    </message>
    <message>
        <source>{path} cannot be listed.</source>
        <translation>{path} lässt sich nicht auflisten.</translation>
    </message>
    <message>
        <source>{path} is not a folder of this library.</source>
        <translation>{path} ist kein Ordner dieser Bibliothek.</translation>
    </message>
    <message>
        <source>Name one of its folders: {folders}.</source>
        <translation>Nennen Sie einen ihrer Ordner: {folders}.</translation>
    </message>
    <message>
        <source>{path} is not part of the library.</source>
        <translation>{path} gehört nicht zur Bibliothek.</translation>
    </message>
    <message>
        <source>{path} was not added: in it lies {folders}, which is not connected.</source>
        <translation>{path} wurde nicht hinzugefügt: Darin liegt {folders} und ist nicht verbunden.</translation>
    </message>
    <message>
        <source>Connect it first, or remove it from the library.</source>
        <translation>Verbinden Sie das zuerst, oder entfernen Sie es aus der Bibliothek.</translation>
    </message>
    <message>
        <source>{path} is a whole folder of the library.</source>
        <translation>{path} ist ein ganzer Ordner der Bibliothek.</translation>
    </message>
    <message>
        <source>There is no library in {folder}.</source>
        <translation>In {folder} gibt es keine Bibliothek.</translation>
    </message>
    <message>
        <source>{path} is a file, not the folder of a library.</source>
        <translation>{path} ist eine Datei, nicht der Ordner einer Bibliothek.</translation>
    </message>
    <message>
        <source>Open another library.</source>
        <translation>Öffnen Sie eine andere Bibliothek.</translation>
    </message>
    <message>
        <source>There is no library in {folder} yet, only the beginning of one.</source>
        <translation>In {folder} gibt es noch keine Bibliothek, nur den Anfang davon.</translation>
    </message>
    <message>
        <source>The library&apos;s file {path} is lost or empty, but other files of it are still there.</source>
        <translation>Die Datei {path} der Bibliothek fehlt oder ist leer, andere Dateien von ihr sind aber noch da.</translation>
    </message>
    <message>
        <source>Bring back a backup, or move the folder away to start anew.</source>
        <translation>Stellen Sie eine Sicherung wieder her, oder verschieben Sie den Ordner, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>The library file {path} is damaged ({reason:phrase}).</source>
        <translation>Die Bibliotheksdatei {path} ist beschädigt ({reason:phrase}).</translation>
    </message>
    <message>
        <source>Bring back a backup, or move its folder away to start anew.</source>
        <translation>Stellen Sie eine Sicherung wieder her, oder verschieben Sie den Ordner, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>The library in {folder} is closed.</source>
        <translation>Die Bibliothek in {folder} ist geschlossen.</translation>
    </message>
    <message>
        <source>The library in {folder} was opened for reading only.</source>
        <translation>Die Bibliothek in {folder} ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>The library in {folder} is in use by another process.</source>
        <translation>Die Bibliothek in {folder} wird von einem anderen Prozess benutzt.</translation>
    </message>
    <message>
        <source>The library in {folder} is in use by {owner} (process {process}) since {since}.</source>
        <translation>Die Bibliothek in {folder} wird von {owner} (Prozess {process}) seit {since} benutzt.</translation>
    </message>
    <message>
        <source>The library in {folder} is in use by {owner} (process {process} on {host}) since {since}.</source>
        <translation>Die Bibliothek in {folder} wird von {owner} (Prozess {process} auf {host}) seit {since} benutzt.</translation>
    </message>
    <message>
        <source>The library file {path} is of an older version and cannot be brought up to date ({cause}). It is as it was.</source>
        <translation>Die Bibliotheksdatei {path} stammt von einer älteren Version und lässt sich nicht auf den neuen Stand bringen ({cause}). Sie ist unverändert.</translation>
    </message>
    <message>
        <source>Bring back a backup, go on with the version before, or move its folder away to start anew.</source>
        <translation>Stellen Sie eine Sicherung wieder her, arbeiten Sie mit der vorigen Version weiter, oder verschieben Sie den Ordner, um neu anzufangen.</translation>
    </message>
    <message>
        <source>The library in {folder} was made by an older version of PhotoSearch.</source>
        <translation>Die Bibliothek in {folder} stammt von einer älteren Version von PhotoSearch.</translation>
    </message>
    <message>
        <source>Open it once for writing; that updates it.</source>
        <translation>Öffnen Sie sie einmal zum Schreiben; damit wird sie umgestellt.</translation>
    </message>
    <message>
        <source>The library in {folder} was made by a newer version of PhotoSearch (its format is {version}, this program knows {known}).</source>
        <translation>Die Bibliothek in {folder} stammt von einer neueren Version von PhotoSearch (ihr Format ist {version}, dieses Programm kennt {known}).</translation>
    </message>
    <message>
        <source>{path} is a database of another program.</source>
        <translation>{path} ist eine Datenbank eines anderen Programms.</translation>
    </message>
    <message>
        <source>The library file {path} is in use by another program.</source>
        <translation>Die Bibliotheksdatei {path} wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>The library file {path} cannot be written.</source>
        <translation>Die Bibliotheksdatei {path} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The library file {path} cannot be opened.</source>
        <translation>Die Bibliotheksdatei {path} lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>The library file {path} holds unfinished changes and cannot be read in a folder that does not allow writing.</source>
        <translation>Die Bibliotheksdatei {path} enthält unfertige Änderungen und ist in einem schreibgeschützten Ordner nicht lesbar.</translation>
    </message>
    <message>
        <source>The folder {folder} could not be made yours alone ({cause}).</source>
        <translation>Der Ordner {folder} konnte nicht für Sie allein gemacht werden ({cause}).</translation>
    </message>
    <message>
        <source>Change who may read it in the system&apos;s file manager.</source>
        <translation>Ändern Sie in der Dateiverwaltung des Systems, wer ihn lesen darf.</translation>
    </message>
    <message>
        <source>The disk that holds {path} is full.</source>
        <translation>Das Laufwerk mit {path} ist voll.</translation>
    </message>
    <message>
        <source>The disk that holds {path} reported an error ({cause}).</source>
        <translation>Das Laufwerk mit {path} hat einen Fehler gemeldet ({cause}).</translation>
    </message>
    <message>
        <source>The disk that holds {path} does not allow files of this size.</source>
        <translation>Das Laufwerk mit {path} erlaubt keine so großen Dateien.</translation>
    </message>
    <message>
        <source>Name a file in another folder, or on another disk.</source>
        <translation>Nennen Sie eine Datei in einem anderen Ordner oder auf einem anderen Laufwerk.</translation>
    </message>
    <message>
        <source>There is no backup {path}.</source>
        <translation>Es gibt keine Sicherung {path}.</translation>
    </message>
    <message>
        <source>{path} is the library itself, not a backup.</source>
        <translation>{path} ist die Bibliothek selbst, keine Sicherung.</translation>
    </message>
    <message>
        <source>{path} is no sound backup.</source>
        <translation>{path} ist keine brauchbare Sicherung.</translation>
    </message>
    <message>
        <source>The backup {path} cannot be used: {reason:phrase}.</source>
        <translation>Die Sicherung {path} ist nicht benutzbar: {reason:phrase}.</translation>
    </message>
    <message>
        <source>There is a saved search called “{name}” already.</source>
        <translation>Es gibt schon eine gespeicherte Suche namens „{name}“.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>With Python 3.11 or newer make an environment of its own, in a terminal: python3 -m venv photosearch-train, then photosearch-train/bin/pip (on Windows photosearch-train\Scripts\pip) install &quot;photosearch[train]=={expected}&quot;. Then choose its Python here.</source>
        <translation>Legen Sie mit Python 3.11 oder neuer in einem Terminal eine eigene Umgebung an: python3 -m venv photosearch-train, dann photosearch-train/bin/pip (unter Windows photosearch-train\Scripts\pip) install &quot;photosearch[train]=={expected}&quot;. Wählen Sie dann hier deren Python.</translation>
    </message>
    <message>
        <source>The photo number {number} is not in the library.</source>
        <translation>Das Foto Nummer {number} ist nicht in der Bibliothek.</translation>
    </message>
    <message>
        <source>Choose another photo.</source>
        <translation>Wählen Sie ein anderes Foto.</translation>
    </message>
    <message>
        <source>The image {name} cannot be read: {reason:phrase}.</source>
        <translation>Das Bild {name} lässt sich nicht lesen: {reason:phrase}.</translation>
    </message>
    <message>
        <source>The query cannot be encoded: {reason:phrase}.</source>
        <translation>Die Suche lässt sich nicht kodieren: {reason:phrase}.</translation>
    </message>
    <message>
        <source>The model {model} does not know what words mean.</source>
        <translation>Das Modell {model} weiß nicht, was Wörter bedeuten.</translation>
    </message>
    <message>
        <source>Search by an image or by names, or choose another encoder.</source>
        <translation>Suchen Sie mit einem Bild oder nach Namen, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>The encoder {model}, whose codes this library has, is no longer there.</source>
        <translation>Der Encoder {model}, mit dem diese Bibliothek kodiert ist, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Choose one of those that are with Library &gt; Encoder.</source>
        <translation>Wählen Sie mit „Bibliothek &gt; Encoder“ einen der vorhandenen.</translation>
    </message>
    <message>
        <source>The processes that read photos need more than {megabytes} MB to start.</source>
        <translation>Die Prozesse, die Fotos lesen, brauchen zum Start mehr als {megabytes} MB.</translation>
    </message>
    <message>
        <source>Raise the limit in the settings, or free memory and try again.</source>
        <translation>Erhöhen Sie die Grenze in den Einstellungen, oder geben Sie Speicher frei, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The processes that read photos do not start. {reason}</source>
        <translation>Die Prozesse, die Fotos lesen, starten nicht. {reason}</translation>
    </message>
    <message>
        <source>{path} is in the library: copies in it would be found as copies again.</source>
        <translation>{path} gehört zur Bibliothek: Kopien darin würden wieder als Kopien gefunden.</translation>
    </message>
    <message>
        <source>Choose a folder outside, or leave this one out of the library first.</source>
        <translation>Wählen Sie einen Ordner außerhalb oder nehmen Sie diesen zuerst von der Bibliothek aus.</translation>
    </message>
    <message>
        <source>{name} is no format of photos: files that you mean are not protected.</source>
        <translation>{name} ist kein Format von Fotos: Die Dateien, die Sie meinen, sind nicht geschützt.</translation>
    </message>
    <message>
        <source>Correct the protected formats: names such as dng, jpeg, heic or raw.</source>
        <translation>Berichtigen Sie die geschützten Formate: Namen wie dng, jpeg, heic oder raw.</translation>
    </message>
    <message>
        <source>Changes cannot be noted in {folder} ({cause}), so that nothing more is changed.</source>
        <translation>In {folder} lassen sich keine Änderungen festhalten ({cause}); deshalb wird nichts weiter geändert.</translation>
    </message>
    <message>
        <source>{reason:whole} By then the files of photos had been changed: {count}.</source>
        <translation>{reason:whole} Bis dahin waren die Dateien von Fotos schon geändert: {count}.</translation>
    </message>
    <message>
        <source>Edit &gt; Undo takes these changes back.</source>
        <translation>Bearbeiten &gt; Rückgängig nimmt diese Änderungen zurück.</translation>
    </message>
    <message>
        <source>{file} is no name of an HTML file.</source>
        <translation>{file} ist kein Name für eine HTML-Datei.</translation>
    </message>
    <message>
        <source>{file} is no name of an HTML file or a table.</source>
        <translation>{file} ist kein Name für eine HTML-Datei oder eine Tabelle.</translation>
    </message>
    <message>
        <source>Name it like copies.html or copies.csv.</source>
        <translation>Nennen Sie sie etwa kopien.html oder kopien.csv.</translation>
    </message>
    <message>
        <source>Name a file in it.</source>
        <translation>Nennen Sie eine Datei darin.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({cause}).</source>
        <translation>{path} lässt sich nicht schreiben ({cause}).</translation>
    </message>
    <message>
        <source>Add more photos first.</source>
        <translation>Fügen Sie zuerst weitere Fotos hinzu.</translation>
    </message>
    <message>
        <source>Close other programs, or learn from fewer photos; then try again: it goes on where it stood.</source>
        <translation>Schließen Sie andere Programme, oder lassen Sie aus weniger Fotos lernen; versuchen Sie es dann noch einmal: Es geht dort weiter, wo es stand.</translation>
    </message>
    <message>
        <source>Use another encoder of the list first; if this repeats, please report it.</source>
        <translation>Verwenden Sie zuerst einen anderen Encoder aus der Liste; wenn es sich wiederholt, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Delete it to begin again.</source>
        <translation>Löschen Sie die Datei, um von vorn zu beginnen.</translation>
    </message>
    <message>
        <source>The library in {folder} has no photos yet.</source>
        <translation>Die Bibliothek in {folder} hat noch keine Fotos.</translation>
    </message>
    <message>
        <source>The library in {folder} has too few different photos to learn from: {count}, and at least {low} are needed.</source>
        <translation>Die Bibliothek in {folder} hat zu wenige verschiedene Fotos, um daraus zu lernen: {count}, und mindestens {low} sind nötig.</translation>
    </message>
    <message>
        <source>An encoder cannot be called “{name}”.</source>
        <translation>Ein Encoder kann nicht „{name}“ heißen.</translation>
    </message>
    <message>
        <source>Take letters, digits, dots, dashes and underscores, 64 at most.</source>
        <translation>Nehmen Sie Buchstaben ohne Umlaute, Ziffern, Punkte, Binde- und Unterstriche, höchstens 64.</translation>
    </message>
    <message>
        <source>There is an encoder called “{name}” already.</source>
        <translation>Es gibt schon einen Encoder namens „{name}“.</translation>
    </message>
    <message>
        <source>Choose another name, for example {name}-2.</source>
        <translation>Wählen Sie einen anderen Namen, zum Beispiel {name}-2.</translation>
    </message>
    <message>
        <source>The encoder that made this library&apos;s codes is gone.</source>
        <translation>Der Encoder, mit dem diese Bibliothek kodiert ist, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Use another encoder of the list first.</source>
        <translation>Verwenden Sie zuerst einen anderen Encoder der Liste.</translation>
    </message>
    <message>
        <source>None of {count} photos of the library can be read.</source>
        <translation>Keines von {count} Fotos der Bibliothek lässt sich lesen.</translation>
    </message>
    <message>
        <source>Connect the drive that holds them, or look for changes; then try again.</source>
        <translation>Schließen Sie das Laufwerk an, auf dem sie liegen, oder lassen Sie nach Änderungen suchen; versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>An encoder is being fitted already, in {folder}.</source>
        <translation>Es wird schon ein Encoder angepasst, in {folder}.</translation>
    </message>
    <message>
        <source>Wait until that has ended, then try again.</source>
        <translation>Warten Sie, bis das zu Ende ist, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The output {output!r} of this encoder cannot be trained further: {cause}.</source>
        <translation>Die Ausgabe {output!r} dieses Encoders lässt sich nicht weiter trainieren: {cause}.</translation>
    </message>
    <message>
        <source>Training did not make the encoder {model} better on photos of this library that it had not seen, and no worse elsewhere, so no new one was written.</source>
        <translation>Der Encoder {model} wurde durch das Training nicht besser bei Fotos dieser Bibliothek, die er nicht kannte, ohne anderswo schlechter zu werden; darum wurde kein neuer geschrieben.</translation>
    </message>
    <message>
        <source>Nothing was changed: keep the encoder you have, or try again when the library has more photos.</source>
        <translation>Es wurde nichts geändert: Behalten Sie den Encoder, den Sie haben, oder versuchen Sie es erneut, wenn die Bibliothek mehr Fotos hat.</translation>
    </message>
    <message>
        <source>The new encoder gives another {output!r} than the one it was made from, so it was not kept.</source>
        <translation>Der neue Encoder gibt ein anderes {output!r} als der, aus dem er gemacht wurde; er wurde deshalb nicht behalten.</translation>
    </message>
    <message>
        <source>Training needs more memory than there is.</source>
        <translation>Das Training braucht mehr Arbeitsspeicher, als da ist.</translation>
    </message>
    <message>
        <source>The checkpoint {path} cannot be read ({cause}).</source>
        <translation>Der Zwischenstand {path} kann nicht gelesen werden ({cause}).</translation>
    </message>
    <message>
        <source>{path} is no checkpoint of this version.</source>
        <translation>{path} ist kein Zwischenstand dieser Version.</translation>
    </message>
    <message>
        <source>The checkpoint {path} is of another network: its {name!r} is {found}, that of this one {expected}.</source>
        <translation>Der Zwischenstand {path} gehört zu einem anderen Netz: Sein {name!r} ist {found}, das von diesem {expected}.</translation>
    </message>
    <message>
        <source>The checkpoint {path} was made with other settings (then → now): {names}.</source>
        <translation>Der Zwischenstand {path} entstand mit anderen Einstellungen (damals → jetzt): {names}.</translation>
    </message>
    <message>
        <source>Check that the path is right and that you may read and write there.</source>
        <translation>Prüfen Sie, ob der Pfad stimmt und ob Sie dort lesen und schreiben dürfen.</translation>
    </message>
    <message>
        <source>The process that fits the encoder was stopped from outside ({signal}), mostly for want of memory.</source>
        <translation>Der Prozess, der den Encoder anpasst, wurde von außen beendet ({signal}), meist aus Mangel an Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>The process that fits the encoder ended unexpectedly (code {status}).</source>
        <translation>Der Prozess, der den Encoder anpasst, ist unerwartet zu Ende gegangen (Code {status}).</translation>
    </message>
    <message>
        <source>Try again: it goes on where it stood. What it said is in {path}.</source>
        <translation>Versuchen Sie es noch einmal: Es geht dort weiter, wo es stand. Was er gemeldet hat, steht in {path}.</translation>
    </message>
    <message>
        <source>The loss or its gradient became infinite at step {number}, with the learning rate {found}.</source>
        <translation>Der Fehler oder sein Gradient wurde in Schritt {number} unendlich, bei der Lernrate {found}.</translation>
    </message>
    <message>
        <source>Keep the encoder you have; if this repeats, please report it.</source>
        <translation>Behalten Sie den Encoder, den Sie haben; wenn es sich wiederholt, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>The installed program does not bring what this needs, some gigabytes of tools for training.</source>
        <translation>Das installierte Programm bringt nicht mit, was dazu nötig ist: einige Gigabyte an Werkzeugen zum Trainieren.</translation>
    </message>
    <message>
        <source>The Python {path} lacks what this needs ({names}).</source>
        <translation>Dem Python {path} fehlt, was dazu nötig ist ({names}).</translation>
    </message>
    <message>
        <source>Install it, in a terminal: &quot;{path}&quot; -m pip install &quot;photosearch[train]=={expected}&quot;. Then look again; or choose a Python that has it.</source>
        <translation>Installieren Sie es in einem Terminal: &quot;{path}&quot; -m pip install &quot;photosearch[train]=={expected}&quot;. Lassen Sie dann noch einmal nachsehen, oder wählen Sie ein Python, das es hat.</translation>
    </message>
    <message>
        <source>The Python {path} cannot be used ({cause}).</source>
        <translation>Das Python {path} lässt sich nicht verwenden ({cause}).</translation>
    </message>
    <message>
        <source>Choose the Python, 3.11 or newer, of an environment with photosearch[train].</source>
        <translation>Wählen Sie das Python, 3.11 oder neuer, einer Umgebung mit photosearch[train].</translation>
    </message>
    <message>
        <source>The Python {path} has PhotoSearch {found}, and this is {expected}.</source>
        <translation>Das Python {path} hat PhotoSearch {found}, und dies ist {expected}.</translation>
    </message>
    <message>
        <source>Install the same there, in a terminal: &quot;{path}&quot; -m pip install &quot;photosearch[train]=={expected}&quot;. Then look again.</source>
        <translation>Installieren Sie dort in einem Terminal dieselbe Version: &quot;{path}&quot; -m pip install &quot;photosearch[train]=={expected}&quot;. Lassen Sie dann noch einmal nachsehen.</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder} ({cause}).</source>
        <translation>In {folder} lässt sich nichts schreiben ({cause}).</translation>
    </message>
    <message>
        <source>See to it that you may write there.</source>
        <translation>Sorgen Sie dafür, dass Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>The disk of {folder} has {megabytes} MB left; up to {limit} MB are needed.</source>
        <translation>Auf dem Laufwerk von {folder} sind {megabytes} MB frei; bis zu {limit} MB sind nötig.</translation>
    </message>
    <message>
        <source>Make room there, then try again.</source>
        <translation>Schaffen Sie dort Platz, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Make room there, then try again: it goes on where it stood.</source>
        <translation>Schaffen Sie dort Platz, und versuchen Sie es dann noch einmal: Es geht dort weiter, wo es stand.</translation>
    </message>
    <message>
        <source>The answers in {path} cannot be read: {cause}.</source>
        <translation>Die Antworten in {path} sind nicht lesbar: {cause}.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Answer {number} in {path} is not valid: {cause}.</source>
        <translation>Antwort {number} in {path} ist ungültig: {cause}.</translation>
    </message>
    <message>
        <source>Nothing was taken over. Correct it or leave it out, and try again.</source>
        <translation>Nichts wurde übernommen. Berichtigen Sie sie oder lassen Sie sie weg, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{file} is no name of a table.</source>
        <translation>{file} ist kein Name für eine Tabelle.</translation>
    </message>
    <message>
        <source>There is a file {file} already.</source>
        <translation>Es gibt schon eine Datei {file}.</translation>
    </message>
    <message>
        <source>This address has a port ({number}) that is not for pictures.</source>
        <translation>Diese Adresse hat einen Port ({number}), der nicht für Bilder gedacht ist.</translation>
    </message>
    <message>
        <source>{site} sends on to something that is not in the web.</source>
        <translation>{site} leitet auf etwas weiter, das nicht im Internet liegt.</translation>
    </message>
    <message>
        <source>{site} sends on and on without a picture.</source>
        <translation>{site} leitet immer weiter, ohne dass ein Bild kommt.</translation>
    </message>
    <message>
        <source>{site} takes too long to send it.</source>
        <translation>{site} braucht zu lange zum Schicken.</translation>
    </message>
    <message>
        <source>{site} cannot prove that it is that site ({cause}).</source>
        <translation>{site} kann sich nicht als diese Website ausweisen ({cause}).</translation>
    </message>
    <message>
        <source>{site} does not answer.</source>
        <translation>{site} antwortet nicht.</translation>
    </message>
    <message>
        <source>What {site} sent is incomplete or not understood.</source>
        <translation>Was {site} geschickt hat, ist unvollständig oder unverständlich.</translation>
    </message>
    <message>
        <source>The connection to {site} failed ({cause}).</source>
        <translation>Die Verbindung zu {site} ist gescheitert ({cause}).</translation>
    </message>
    <message>
        <source>The connection to {site} failed (it was closed).</source>
        <translation>Die Verbindung zu {site} ist gescheitert (sie wurde geschlossen).</translation>
    </message>
    <message>
        <source>{site} sends it packed, though not asked to.</source>
        <translation>{site} schickt es gepackt, obwohl nicht darum gebeten wurde.</translation>
    </message>
    <message>
        <source>{site} sent nothing.</source>
        <translation>{site} hat nichts geschickt.</translation>
    </message>
    <message>
        <source>{site} does not show this picture to everybody ({status}).</source>
        <translation>{site} zeigt dieses Bild nicht jedem ({status}).</translation>
    </message>
    <message>
        <source>{site} did not send the picture ({status}).</source>
        <translation>{site} hat das Bild nicht geschickt ({status}).</translation>
    </message>
    <message>
        <source>The site {site} is not found.</source>
        <translation>Die Website {site} ist nicht zu finden.</translation>
    </message>
    <message>
        <source>{site} is an address of this computer or its network, not of the web.</source>
        <translation>{site} ist eine Adresse dieses Rechners oder seines Netzes, nicht des Internets.</translation>
    </message>
    <message>
        <source>Only a part of the picture came from {site}.</source>
        <translation>Von {site} kam nur ein Teil des Bildes.</translation>
    </message>
    <message>
        <source>This is a page of {site}, not a picture.</source>
        <translation>Das ist eine Seite von {site}, kein Bild.</translation>
    </message>
    <message>
        <source>{site} cannot send the picture now ({status}).</source>
        <translation>{site} kann das Bild jetzt nicht schicken ({status}).</translation>
    </message>
    <message>
        <source>There is no picture at this address of {site} any more ({status}).</source>
        <translation>Unter dieser Adresse von {site} gibt es kein Bild mehr ({status}).</translation>
    </message>
    <message>
        <source>The picture is larger than {megabytes} MB.</source>
        <translation>Das Bild ist größer als {megabytes} MB.</translation>
    </message>
    <message>
        <source>There is no model called {name!r} in {folder} or {user_folder}.</source>
        <translation>In {folder} und {user_folder} gibt es kein Modell namens {name!r}.</translation>
    </message>
    <message>
        <source>There is no model called {name!r}, and no such folder.</source>
        <translation>Es gibt kein Modell namens {name!r} und auch keinen solchen Ordner.</translation>
    </message>
    <message>
        <source>{path} is no model folder: it has no model.toml.</source>
        <translation>{path} ist kein Modellordner: darin fehlt model.toml.</translation>
    </message>
    <message>
        <source>There is a model called {name} already.</source>
        <translation>Ein Modell namens {name} gibt es schon.</translation>
    </message>
    <message>
        <source>Give this one another name in its model.toml, or remove the other one first.</source>
        <translation>Geben Sie diesem einen anderen Namen in seiner model.toml, oder entfernen Sie zuerst das andere.</translation>
    </message>
    <message>
        <source>{model} is a pair of encoders and no model yet.</source>
        <translation>{model} ist ein Paar von Encodern und noch kein Modell.</translation>
    </message>
    <message>
        <source>Add it on the command line, which fits codes to your photos.</source>
        <translation>Fügen Sie es auf der Befehlszeile hinzu; dabei werden die Codes an Ihre Fotos angepasst.</translation>
    </message>
    <message>
        <source>The encoders of {model} do not share one space: pictures become {number} numbers, texts {count}.</source>
        <translation>Die Encoder von {model} haben keinen gemeinsamen Raum: Aus Bildern werden {number} Zahlen, aus Texten {count}.</translation>
    </message>
    <message>
        <source>Export both from the same model, with the projections that it ends with.</source>
        <translation>Exportieren Sie beide aus demselben Modell, mit den Projektionen, mit denen es endet.</translation>
    </message>
    <message>
        <source>The codes of {model} are fitted to your photos, at least {low}; {number} can be read.</source>
        <translation>Die Codes von {model} werden an Ihre Fotos angepasst, mindestens {low}; {number} sind lesbar.</translation>
    </message>
    <message>
        <source>Index more photos, then add it again.</source>
        <translation>Indizieren Sie mehr Fotos und fügen Sie es dann noch einmal hinzu.</translation>
    </message>
    <message>
        <source>The model cannot be copied to {folder}: {cause}.</source>
        <translation>Das Modell lässt sich nicht nach {folder} kopieren: {cause}.</translation>
    </message>
    <message>
        <source>Make room or get the right to write there, then add it again.</source>
        <translation>Schaffen Sie Platz oder das Recht, dort zu schreiben, und fügen Sie es noch einmal hinzu.</translation>
    </message>
    <message>
        <source>Choose one with Library &gt; Encoder.</source>
        <translation>Wählen Sie eines mit „Bibliothek &gt; Encoder“.</translation>
    </message>
    <message>
        <source>The model {model}, which answered before, is no longer there.</source>
        <translation>Das Modell {model}, das vorher geantwortet hat, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Put its folder back, or choose another one with Library &gt; Encoder.</source>
        <translation>Legen Sie seinen Ordner zurück, oder wählen Sie mit „Bibliothek &gt; Encoder“ ein anderes.</translation>
    </message>
    <message>
        <source>Choose it again when it is back.</source>
        <translation>Wählen Sie es wieder, wenn es zurück ist.</translation>
    </message>
    <message>
        <source>The model {model} has no codes for “{sense}”.</source>
        <translation>Das Modell {model} hat keine Codes für „{sense}“.</translation>
    </message>
    <message>
        <source>Compare by another likeness; every model knows subjects.</source>
        <translation>Vergleichen Sie nach einer anderen Art der Ähnlichkeit; das Motiv kennt jedes Modell.</translation>
    </message>
    <message>
        <source>The encoder of pictures takes {found} instead of one input of the type {expected}.</source>
        <translation>Der Encoder für Bilder nimmt {found} statt einer Eingabe vom Typ {expected}.</translation>
    </message>
    <message>
        <source>The encoder of texts takes {found} instead of {names}.</source>
        <translation>Der Encoder für Texte nimmt {found} statt {names}.</translation>
    </message>
    <message>
        <source>The model&apos;s model.toml needs three numbers each for &apos;mean&apos; and &apos;std&apos; of the input, those of &apos;std&apos; above zero.</source>
        <translation>Die model.toml des Modells braucht je drei Zahlen für „mean“ und „std“ der Eingabe, die von „std“ über null.</translation>
    </message>
    <message>
        <source>The calibration of “words” in the model&apos;s model.toml does not fit: deviation and probability are as many numbers, which rise, and label_weight is not negative.</source>
        <translation>Die Kalibrierung von „words“ in der model.toml des Modells passt nicht: deviation und probability sind gleich viele Zahlen, die steigen, und label_weight ist nicht negativ.</translation>
    </message>
    <message>
        <source>The model file {path} uses ONNX operator set {version}, older than {known}.</source>
        <translation>Die Modelldatei {path} nutzt den ONNX-Operatorensatz {version}, der älter ist als {known}.</translation>
    </message>
    <message>
        <source>The model file {path} cannot be loaded: {cause}.</source>
        <translation>Die Modelldatei {path} lässt sich nicht laden: {cause}.</translation>
    </message>
    <message>
        <source>Install a newer version of PhotoSearch, or choose another model with Library &gt; Encoder.</source>
        <translation>Installieren Sie eine neuere Version von PhotoSearch, oder wählen Sie mit „Bibliothek &gt; Encoder“ ein anderes Modell.</translation>
    </message>
    <message>
        <source>The model {model} cannot be tried. {reason}</source>
        <translation>Das Modell {model} lässt sich nicht ausprobieren. {reason}</translation>
    </message>
    <message>
        <source>The model {model} did not encode a few pictures within {seconds} seconds.</source>
        <translation>Das Modell {model} hat ein paar Bilder nicht innerhalb von {seconds} Sekunden kodiert.</translation>
    </message>
    <message>
        <source>The model {model} ended the process that ran it ({reason:phrase}).</source>
        <translation>Das Modell {model} hat den Prozess beendet, in dem es lief ({reason:phrase}).</translation>
    </message>
    <message>
        <source>The model {model} fails when it runs ({cause}).</source>
        <translation>Das Modell {model} scheitert, wenn es läuft ({cause}).</translation>
    </message>
    <message>
        <source>The model {model} gives {output!r} as {found} instead of {expected}.</source>
        <translation>Das Modell {model} gibt {output!r} als {found} statt als {expected} aus.</translation>
    </message>
    <message>
        <source>The model {model} gives values that are no numbers (NaN or infinite) in {output!r}.</source>
        <translation>Das Modell {model} gibt in {output!r} Werte aus, die keine Zahlen sind (NaN oder unendlich).</translation>
    </message>
    <message>
        <source>The model {model} gives the same picture another code each time in {output!r}.</source>
        <translation>Das Modell {model} gibt demselben Bild in {output!r} jedes Mal einen anderen Code.</translation>
    </message>
    <message>
        <source>The model {model} gives a picture another code beside other pictures than alone in {output!r}.</source>
        <translation>Das Modell {model} gibt einem Bild in {output!r} neben anderen Bildern einen anderen Code als allein.</translation>
    </message>
    <message>
        <source>The model {model} gives {total} different pictures too few different codes in {output!r} ({number}).</source>
        <translation>Das Modell {model} gibt {total} verschiedenen Bildern in {output!r} zu wenige verschiedene Codes ({number}).</translation>
    </message>
    <message>
        <source>Close other programs to free memory and try again; if that does not help, install PhotoSearch anew.</source>
        <translation>Schließen Sie andere Programme, damit Speicher frei wird, und versuchen Sie es noch einmal; hilft das nicht, installieren Sie PhotoSearch neu.</translation>
    </message>
    <message>
        <source>Close that program and try again.</source>
        <translation>Schließen Sie jenes Programm, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleiche</translation>
    </message>
    <message>
        <source>Connect it and try again.</source>
        <translation>Verbinden Sie es, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Copy the picture in the browser (“Copy image”) and paste it here.</source>
        <translation>Kopieren Sie das Bild im Browser („Grafik kopieren“), und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>Export the model again with a newer operator set, or choose another model.</source>
        <translation>Exportieren Sie das Modell mit einem neueren Operatorensatz, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>Go back to the photos; the list is up to date there.</source>
        <translation>Gehen Sie zurück zu den Fotos; dort ist die Liste aktuell.</translation>
    </message>
    <message>
        <source>If it is a picture of yours, save it and drop the file here.</source>
        <translation>Wenn es Ihr eigenes Bild ist, speichern Sie es, und ziehen Sie die Datei hierher.</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>Indizierung</translation>
    </message>
    <message>
        <source>Comparing photos</source>
        <translation>Fotos werden verglichen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are not compared yet.</source>
        <translation>
            <numerusform>%Ln Foto ist noch nicht verglichen.</numerusform>
            <numerusform>%Ln Fotos sind noch nicht verglichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>what was found so far is below</source>
        <translation>was bisher gefunden wurde, steht unten</translation>
    </message>
    <message>
        <source>Fit the encoder to my photos</source>
        <translation>Den Encoder an meine Fotos anpassen</translation>
    </message>
    <message>
        <source>Fitting the encoder</source>
        <translation>Der Encoder wird angepasst</translation>
    </message>
    <message>
        <source>Learn from at most so many photos</source>
        <translation>Aus höchstens so vielen Fotos lernen</translation>
    </message>
    <message>
        <source>Learn from folders, keywords and your answers, too</source>
        <translation>Auch aus Ordnern, Stichwörtern und Ihren Antworten lernen</translation>
    </message>
    <message>
        <source>Name of the new encoder</source>
        <translation>Name des neuen Encoders</translation>
    </message>
    <message>
        <source>Photos, at most:</source>
        <translation>Höchstens Fotos:</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>Start fitting</source>
        <translation>Anpassen</translation>
    </message>
    <message>
        <source>In a process of its own; you can go on working</source>
        <translation>In einem eigenen Prozess; Sie können weiterarbeiten</translation>
    </message>
    <message>
        <source>From where it stood</source>
        <translation>Von dort, wo es stand</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>All photos are encoded anew in the background; Undo goes back at once</source>
        <translation>Alle Fotos werden im Hintergrund neu kodiert; Rückgängig führt sofort zurück</translation>
    </message>
    <message>
        <source>Keep the present one</source>
        <translation>Beim jetzigen bleiben</translation>
    </message>
    <message>
        <source>The new encoder stays in the list, to be used some other time</source>
        <translation>Der neue Encoder bleibt in der Liste und lässt sich ein andermal verwenden</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>These figures; nothing changes</source>
        <translation>Diese Zahlen; es ändert sich nichts</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>What is finished of it is deleted</source>
        <translation>Was davon fertig ist, wird gelöscht</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>What is finished is kept; it can be gone on with</source>
        <translation>Was fertig ist, bleibt; es lässt sich später fortfahren</translation>
    </message>
    <message>
        <source>Choose a Python…</source>
        <translation>Python wählen…</translation>
    </message>
    <message>
        <source>Of an environment with photosearch[train]</source>
        <translation>Das einer Umgebung mit photosearch[train]</translation>
    </message>
    <message>
        <source>Use the program&apos;s own Python</source>
        <translation>Das Python des Programms verwenden</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Looking whether it can be done here…</source>
        <translation>Es wird nachgesehen, ob das hier möglich ist…</translation>
    </message>
    <message>
        <source>It starts…</source>
        <translation>Es beginnt…</translation>
    </message>
    <message>
        <source>Stopping after this step…</source>
        <translation>Endet nach diesem Schritt…</translation>
    </message>
    <message>
        <source>What is done so far is kept, and can be undone</source>
        <translation>Was bis jetzt fertig ist, bleibt und lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>Stopping after this file…</source>
        <translation>Endet nach dieser Datei…</translation>
    </message>
    <message>
        <source>What is done so far is kept</source>
        <translation>Was bis jetzt fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Look for changes</source>
        <translation>Nach Änderungen suchen</translation>
    </message>
    <message>
        <source>Look through all folders now</source>
        <translation>Alle Ordner jetzt durchsehen</translation>
    </message>
    <message>
        <source>Close this panel (Escape)</source>
        <translation>Diesen Bereich schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the indexing panel</source>
        <translation>Indizierung schließen</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Set how much is used then</source>
        <translation>Einstellen, wie viel dann genutzt wird</translation>
    </message>
    <message>
        <source>Change how much of the computer indexing may use</source>
        <translation>Einstellen, wie viel vom Rechner die Indizierung nutzen darf</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Nothing is being indexed</source>
        <translation>Gerade wird nichts indiziert</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Unreadable files</source>
        <translation>Unlesbare Dateien</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>noch einige Sekunden</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>noch etwa {seconds} s</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>noch etwa {minutes} min</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation>noch etwa {hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{count} new</source>
        <comment>photos</comment>
        <translation>{count} neu</translation>
    </message>
    <message>
        <source>{count} read anew</source>
        <comment>photos</comment>
        <translation>{count} neu gelesen</translation>
    </message>
    <message>
        <source>{count} moved</source>
        <comment>photos</comment>
        <translation>{count} verschoben</translation>
    </message>
    <message>
        <source>{count} copies</source>
        <comment>photos</comment>
        <translation>{count} Kopien</translation>
    </message>
    <message>
        <source>{count} links</source>
        <comment>photos</comment>
        <translation>{count} Verknüpfungen</translation>
    </message>
    <message>
        <source>{count} back again</source>
        <comment>photos</comment>
        <translation>{count} wieder da</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <comment>photos</comment>
        <translation>{count} unverändert</translation>
    </message>
    <message>
        <source>{count} gone</source>
        <comment>photos</comment>
        <translation>{count} nicht mehr da</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <comment>photos</comment>
        <translation>{count} ausgelassen</translation>
    </message>
    <message>
        <source>{count} gone while being read</source>
        <comment>photos</comment>
        <translation>{count} beim Lesen verschwunden</translation>
    </message>
    <message>
        <source>{count} unreadable</source>
        <comment>photos</comment>
        <translation>{count} unlesbar</translation>
    </message>
    <message>
        <source>{count} encoded</source>
        <comment>photos</comment>
        <translation>{count} kodiert</translation>
    </message>
    <message>
        <source>{speed} files/s</source>
        <translation>{speed} Dateien/s</translation>
    </message>
    <message>
        <source>{speed} pairs/s</source>
        <translation>{speed} Paare/s</translation>
    </message>
    <message numerus="yes">
        <source>Looked through %Ln folder(s)</source>
        <translation>
            <numerusform>%Ln Ordner durchgesehen</numerusform>
            <numerusform>%Ln Ordner durchgesehen</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{speed} photos/s</source>
        <translation>{speed} Fotos/s</translation>
    </message>
    <message>
        <source>Teaches the encoder what your photos are like, so that it tells them apart better and finds together what you keep together. It learns from edited views of your photos. Nothing leaves this computer, and photos and library are only read. Some photos are held out: only if the new encoder finds more among them, and no less in other pictures, it is offered to you.</source>
        <translation>Lehrt den Encoder, wie Ihre Fotos sind, damit er sie besser unterscheidet und zusammen findet, was Sie zusammen ablegen. Er lernt aus bearbeiteten Ansichten Ihrer Fotos. Nichts verlässt diesen Computer; Fotos und Bibliothek werden nur gelesen. Einige Fotos werden zurückgehalten: Nur wenn der neue Encoder unter ihnen mehr findet, und in anderen Bildern nicht weniger, wird er Ihnen angeboten.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) are looked at.</source>
        <translation>
            <numerusform>%Ln Bild wird angesehen.</numerusform>
            <numerusform>%Ln Bilder werden angesehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>How long that takes is told as soon as it runs.</source>
        <translation>Wie lange das dauert, steht hier, sobald es läuft.</translation>
    </message>
    <message>
        <source>That takes about {duration}, going by the speed so far.</source>
        <translation>Das dauert nach der bisherigen Geschwindigkeit etwa {duration}.</translation>
    </message>
    <message>
        <source>It runs at the lowest priority; go on working. If the program is closed, it stops, and goes on later where it stood.</source>
        <translation>Es läuft mit der niedrigsten Priorität; Sie können weiterarbeiten. Wird das Programm geschlossen, hält es an und geht später dort weiter, wo es stand.</translation>
    </message>
    <message>
        <source>The computer runs on battery. As the settings say, it waits for mains power once it is started.</source>
        <translation>Der Computer läuft mit Akku. Wie es die Einstellungen sagen, wartet es nach dem Beginn auf Netzstrom.</translation>
    </message>
    <message>
        <source>The computer runs on battery. It would take longer, {percent} % of the worker processes being used, and empty the battery.</source>
        <translation>Der Computer läuft mit Akku. Es würde länger dauern, da {percent} % der Arbeitsprozesse verwendet werden, und den Akku leeren.</translation>
    </message>
    <message>
        <source>There are {count} photos in this library; at least {low} are needed.</source>
        <translation>In dieser Bibliothek sind {count} Fotos; mindestens {low} sind nötig.</translation>
    </message>
    <message>
        <source>The fitting of “{name}” was interrupted. What is finished is kept: it goes on where it stood.</source>
        <translation>Das Anpassen von „{name}“ wurde unterbrochen. Was fertig ist, bleibt: Es geht dort weiter, wo es stand.</translation>
    </message>
    <message>
        <source>waiting for mains power</source>
        <translation>wartet auf Netzstrom</translation>
    </message>
    <message>
        <source>slower: on battery</source>
        <translation>langsamer im Akkubetrieb</translation>
    </message>
    <message>
        <source>Nothing was heard of it for {duration}. You can wait, or cancel it and go on later where it stood.</source>
        <translation>Seit {duration} ist nichts davon zu hören. Sie können warten oder abbrechen und später dort fortfahren, wo es stand.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) that were held out judged it.</source>
        <translation>
            <numerusform>%Ln zurückgehaltenes Foto hat das beurteilt.</numerusform>
            <numerusform>%Ln zurückgehaltene Fotos haben das beurteilt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was gained: a new encoder would not find more in your photos and as much in other pictures, so none was made. {judged} Nothing was changed. With more photos it may be worth another try.</source>
        <translation>Es war nichts zu gewinnen: Ein neuer Encoder würde nicht mehr in Ihren Fotos und ebenso viel in anderen Bildern finden; darum wurde keiner gemacht. {judged} Nichts wurde geändert. Mit mehr Fotos kann sich ein neuer Versuch lohnen.</translation>
    </message>
    <message>
        <source>The new encoder “{name}” finds more in your photos: {gains}. In other pictures it finds no less. {judged}</source>
        <translation>Der neue Encoder „{name}“ findet mehr in Ihren Fotos: {gains}. In anderen Bildern findet er nicht weniger. {judged}</translation>
    </message>
    <message>
        <source>{what} {after} instead of {before}</source>
        <translation>{what} {after} statt {before}</translation>
    </message>
    <message>
        <source>waiting while you work</source>
        <translation>wartet, während Sie arbeiten</translation>
    </message>
    <message>
        <source>slower while you work</source>
        <translation>langsamer, während Sie arbeiten</translation>
    </message>
    <message>
        <source>The computer runs on battery. Indexing goes on with mains power.</source>
        <translation>Der Rechner läuft mit Akku. Mit Netzstrom geht die Indizierung weiter.</translation>
    </message>
    <message>
        <source>The computer runs on battery: {percent} % of the worker processes are in use.</source>
        <translation>Der Rechner läuft mit Akku: {percent} % der Arbeitsprozesse sind im Einsatz.</translation>
    </message>
    <message>
        <source>You are working. Indexing goes on when you pause.</source>
        <translation>Sie arbeiten gerade. Die Indizierung geht weiter, wenn Sie eine Pause machen.</translation>
    </message>
    <message>
        <source>You are working: {percent} % of the worker processes are in use.</source>
        <translation>Sie arbeiten gerade: {percent} % der Arbeitsprozesse sind im Einsatz.</translation>
    </message>
    <message>
        <source>Looked through some folders</source>
        <translation>Einige Ordner durchgesehen</translation>
    </message>
    <message>
        <source>Changes noticed</source>
        <translation>Änderungen bemerkt</translation>
    </message>
    <message>
        <source>Unreadable files tried again</source>
        <translation>Unlesbare Dateien erneut versucht</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Nichts Neues</translation>
    </message>
    <message>
        <source>Install PhotoSearch again.</source>
        <translation>Installieren Sie PhotoSearch neu.</translation>
    </message>
    <message>
        <source>It belongs to another library.</source>
        <translation>Sie gehört zu einer anderen Bibliothek.</translation>
    </message>
    <message>
        <source>It ended unexpectedly.</source>
        <translation>Er endete unerwartet.</translation>
    </message>
    <message>
        <source>It is no longer there.</source>
        <translation>Das Modell ist nicht mehr da.</translation>
    </message>
    <message>
        <source>It takes more memory than a worker may use.</source>
        <translation>Es braucht mehr Speicher, als ein Arbeitsprozess belegen darf.</translation>
    </message>
    <message>
        <source>Its folder is gone; only its codes are left.</source>
        <translation>Der Ordner dazu ist nicht mehr da; nur die Codes sind geblieben.</translation>
    </message>
    <message>
        <source>Its preview is damaged.</source>
        <translation>Die Vorschau darin ist beschädigt.</translation>
    </message>
    <message>
        <source>Look for it in the browser, copy it there and paste it here.</source>
        <translation>Suchen Sie es im Browser, kopieren Sie es dort, und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>Looking for photos</source>
        <translation>Suche nach Fotos</translation>
    </message>
    <message>
        <source>Make room on it and try again; what was saved before is kept.</source>
        <translation>Schaffen Sie dort Platz, und versuchen Sie es noch einmal; was schon gespeichert ist, bleibt.</translation>
    </message>
    <message>
        <source>Make room on that disk, or allow writing to the folder, and try again.</source>
        <translation>Schaffen Sie Platz auf dem Laufwerk, oder erlauben Sie das Schreiben in dem Ordner, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Name a file in a folder that exists.</source>
        <translation>Nennen Sie eine Datei in einem vorhandenen Ordner.</translation>
    </message>
    <message>
        <source>Name a folder that holds photos.</source>
        <translation>Nennen Sie einen Ordner, der Fotos enthält.</translation>
    </message>
    <message>
        <source>Name a folder with more photos.</source>
        <translation>Nennen Sie einen Ordner mit mehr Fotos.</translation>
    </message>
    <message>
        <source>Name another one, or choose this one in the file dialog to replace it.</source>
        <translation>Nennen Sie eine andere, oder wählen Sie diese im Dateidialog, um sie zu ersetzen.</translation>
    </message>
    <message>
        <source>Name it like photos.csv.</source>
        <translation>Nennen Sie sie zum Beispiel fotos.csv.</translation>
    </message>
    <message>
        <source>Name it like sheet.html.</source>
        <translation>Nennen Sie sie zum Beispiel bogen.html.</translation>
    </message>
    <message>
        <source>No other model has answered in this library before.</source>
        <translation>Vorher hat in dieser Bibliothek kein anderes Modell geantwortet.</translation>
    </message>
    <message>
        <source>Only the last hundred changes are remembered.</source>
        <translation>Nur die letzten hundert Änderungen werden aufgehoben.</translation>
    </message>
    <message>
        <source>Open another library, or make one by adding a folder of photos.</source>
        <translation>Öffnen Sie eine andere Bibliothek, oder legen Sie eine an, indem Sie einen Ordner mit Fotos hinzufügen.</translation>
    </message>
    <message>
        <source>Close it, or open another library.</source>
        <translation>Beenden Sie es, oder öffnen Sie eine andere Bibliothek.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Öffnen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Open it for writing first.</source>
        <translation>Öffnen Sie sie zuerst zum Schreiben.</translation>
    </message>
    <message>
        <source>Update PhotoSearch, or open another library.</source>
        <translation>Bringen Sie PhotoSearch auf den neuesten Stand, oder öffnen Sie eine andere Bibliothek.</translation>
    </message>
    <message>
        <source>Check that the folder exists and that you may read and write it, or open another library.</source>
        <translation>Prüfen Sie, ob der Ordner existiert und ob Sie darin lesen und schreiben dürfen, oder öffnen Sie eine andere Bibliothek.</translation>
    </message>
    <message>
        <source>Allow writing to its folder, or open another library.</source>
        <translation>Erlauben Sie das Schreiben in diesem Ordner, oder öffnen Sie eine andere Bibliothek.</translation>
    </message>
    <message>
        <source>Keep the library on another disk: open a library there.</source>
        <translation>Legen Sie die Bibliothek auf ein anderes Laufwerk: öffnen Sie dort eine.</translation>
    </message>
    <message>
        <source>{path} is the library itself.</source>
        <translation>{path} ist die Bibliothek selbst.</translation>
    </message>
    <message>
        <source>The model {model} cannot compare photos by “{senses}”.</source>
        <translation>Das Modell {model} kann Fotos nicht nach „{senses}“ vergleichen.</translation>
    </message>
    <message>
        <source>Choose “{known_senses}”, or another model.</source>
        <translation>Wählen Sie „{known_senses}“ oder ein anderes Modell.</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} ist ein Ordner.</translation>
    </message>
    <message>
        <source>{path} cannot be written: there is no folder {folder}.</source>
        <translation>{path} lässt sich nicht schreiben: den Ordner {folder} gibt es nicht.</translation>
    </message>
    <message>
        <source>Open it in the browser, and drag or copy the picture itself.</source>
        <translation>Öffnen Sie sie im Browser, und ziehen oder kopieren Sie das Bild selbst.</translation>
    </message>
    <message>
        <source>Open the library once where its folder can be written, or copy the folder.</source>
        <translation>Öffnen Sie die Bibliothek einmal dort, wo in ihren Ordner geschrieben werden darf, oder kopieren Sie den Ordner.</translation>
    </message>
    <message>
        <source>Raise the limit in the settings, or copy the picture in the browser and paste it here.</source>
        <translation>Erhöhen Sie die Grenze in den Einstellungen, oder kopieren Sie das Bild im Browser und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>Remove it from the library instead.</source>
        <translation>Entfernen Sie ihn stattdessen aus der Bibliothek.</translation>
    </message>
    <message>
        <source>At 100 % all photos with the same kind of subject would come before all others.</source>
        <translation>Bei 100 % kämen alle Fotos mit der gleichen Art von Motiv vor allen anderen.</translation>
    </message>
    <message>
        <source>At 100 % every edited copy would be more like its original than any two different photos are like each other.</source>
        <translation>Bei 100 % wäre jede bearbeitete Kopie ihrem Original ähnlicher als irgend zwei verschiedene Fotos einander.</translation>
    </message>
    <message>
        <source>Share of the edited copies for which the original is the first photo found.</source>
        <translation>Anteil der bearbeiteten Kopien, zu denen das Original als erstes Foto gefunden wird.</translation>
    </message>
    <message>
        <source>Share of the edited copies that are found if 9 of 10 answers shall be right.</source>
        <translation>Anteil der bearbeiteten Kopien, die gefunden werden, wenn 9 von 10 Antworten richtig sein sollen.</translation>
    </message>
    <message>
        <source>Share of the photos for which the first photo found has the same kind of subject.</source>
        <translation>Anteil der Fotos, zu denen als erstes eines mit der gleichen Art von Motiv gefunden wird.</translation>
    </message>
    <message>
        <source>The JPEG file ends before its picture begins.</source>
        <translation>Die JPEG-Datei endet, bevor das Bild beginnt.</translation>
    </message>
    <message>
        <source>The WebP header is damaged.</source>
        <translation>Der WebP-Dateikopf ist beschädigt.</translation>
    </message>
    <message>
        <source>Reading it took longer than {seconds} seconds.</source>
        <translation>Das Lesen dauerte länger als {seconds} Sekunden.</translation>
    </message>
    <message>
        <source>It was not ready after {seconds} seconds.</source>
        <translation>Nach {seconds} Sekunden war er noch nicht bereit.</translation>
    </message>
    <message>
        <source>The process that read it was stopped by {signal}.</source>
        <translation>Der Prozess, der es las, wurde durch {signal} beendet.</translation>
    </message>
    <message>
        <source>The process that read it ended unexpectedly (code {status}).</source>
        <translation>Der Prozess, der es las, endete unerwartet (Code {status}).</translation>
    </message>
    <message>
        <source>The folder {path} could not be read ({cause}); its photos stay.</source>
        <translation>Der Ordner {path} ließ sich nicht lesen ({cause}); seine Fotos bleiben.</translation>
    </message>
    <message>
        <source>{path} is not connected. Its photos are kept, shown faded, and left out of searches until it is back.</source>
        <translation>{path} ist nicht verbunden. Die Fotos darin bleiben erhalten; sie sind blass zu sehen und werden so lange nicht gefunden.</translation>
    </message>
    <message>
        <source>{path} is connected again.</source>
        <translation>{path} ist wieder verbunden.</translation>
    </message>
    <message>
        <source>{path} lies on a network share, where not every change is announced; it is looked through every {minutes} minutes instead.</source>
        <translation>{path} liegt auf einer Netzwerkfreigabe, die nicht jede Änderung meldet; der Ordner wird stattdessen alle {minutes} Minuten durchgesehen.</translation>
    </message>
    <message>
        <source>{path} cannot be watched ({cause}); it is looked through every {minutes} minutes instead.</source>
        <translation>{path} lässt sich nicht beobachten ({cause}); der Ordner wird stattdessen alle {minutes} Minuten durchgesehen.</translation>
    </message>
    <message>
        <source>{path} has more folders than the system can watch; it is looked through every {minutes} minutes instead.</source>
        <translation>{path} hat mehr Ordner, als das System beobachten kann; der Ordner wird stattdessen alle {minutes} Minuten durchgesehen.</translation>
    </message>
    <message>
        <source>All photos are encoded with {model}, which answers from now on.</source>
        <translation>Alle Fotos sind mit {model} kodiert; ab jetzt antwortet dieser Encoder.</translation>
    </message>
    <message>
        <source>The switch to the model {model} was given up. {reason:whole}</source>
        <translation>Die Umstellung auf das Modell {model} wurde aufgegeben. {reason:whole}</translation>
    </message>
    <message>
        <source>No photo is encoded with the model {model} yet; choose Library &gt; Look for changes first.</source>
        <translation>Noch ist kein Foto mit dem Modell {model} kodiert; „Bibliothek &gt; Nach Änderungen suchen“ holt das nach.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) left out, not being encoded with {model} yet; Library &gt; Look for changes encodes what is missing.</source>
        <translation>
            <numerusform>%Ln Foto ist noch nicht mit {model} kodiert und deshalb nicht dabei; „Bibliothek &gt; Nach Änderungen suchen“ holt das nach.</numerusform>
            <numerusform>%Ln Fotos sind noch nicht mit {model} kodiert und deshalb nicht dabei; „Bibliothek &gt; Nach Änderungen suchen“ holt das nach.</numerusform>
        </translation>
    </message>
    <message>
        <source>The encoder {model} of this library was replaced by {other}, which has encoded {count} of {total} photos so far; images from outside are looked for among those. Library &gt; Look for changes encodes the others.</source>
        <translation>Der Encoder {model} dieser Bibliothek wurde durch {other} ersetzt, mit dem bisher {count} von {total} Fotos kodiert sind; fremde Bilder werden nur unter diesen gesucht. „Bibliothek &gt; Nach Änderungen suchen“ kodiert die übrigen.</translation>
    </message>
    <message>
        <source>The model {model} cannot compare a crop with parts of photos; it was compared with whole photos.</source>
        <translation>Das Modell {model} kann einen Ausschnitt nicht mit Teilen von Fotos vergleichen; verglichen wurde mit ganzen Fotos.</translation>
    </message>
    <message>
        <source>Its file {file} is missing.</source>
        <translation>Die Datei {file} dazu fehlt.</translation>
    </message>
    <message>
        <source>The catalog is damaged: {cause}</source>
        <translation>Der Katalog ist beschädigt: {cause}</translation>
    </message>
    <message>
        <source>The catalog holds what this program never wrote.</source>
        <translation>Der Katalog enthält etwas, das dieses Programm nie geschrieben hat.</translation>
    </message>
    <message>
        <source>The drive with this photo is not connected.</source>
        <translation>Das Laufwerk mit diesem Foto ist nicht verbunden.</translation>
    </message>
    <message>
        <source>The file changed while it was read.</source>
        <translation>Die Datei wurde während des Lesens geändert.</translation>
    </message>
    <message>
        <source>The file has changed.</source>
        <translation>Die Datei wurde geändert.</translation>
    </message>
    <message>
        <source>The file holds nothing but zeros.</source>
        <translation>Die Datei enthält nichts als Nullen.</translation>
    </message>
    <message>
        <source>The file is empty (0 bytes).</source>
        <translation>Die Datei ist leer (0 Byte).</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file has {megabytes} MB; the settings allow {limit} MB.</source>
        <translation>Die Datei hat {megabytes} MB; die Einstellungen erlauben {limit} MB.</translation>
    </message>
    <message>
        <source>The system reports: {cause}.</source>
        <translation>Das System meldet: {cause}.</translation>
    </message>
    <message>
        <source>The file is no image of a known format.</source>
        <translation>Die Datei ist kein Bild in einem bekannten Format.</translation>
    </message>
    <message>
        <source>The file&apos;s header tells no size.</source>
        <translation>Der Dateikopf nennt keine Bildgröße.</translation>
    </message>
    <message>
        <source>The library is being switched to another model already.</source>
        <translation>Die Bibliothek wird schon auf ein anderes Modell umgestellt.</translation>
    </message>
    <message>
        <source>The list of photos that a search looks at does not match the photos.</source>
        <translation>Die Liste der Fotos, in der gesucht wird, passt nicht zu den Fotos.</translation>
    </message>
    <message>
        <source>The process that read it ended unexpectedly.</source>
        <translation>Der Prozess, der es las, endete unerwartet.</translation>
    </message>
    <message>
        <source>The system does not allow reading it.</source>
        <translation>Das System erlaubt das Lesen nicht.</translation>
    </message>
    <message>
        <source>The words by which photos are found do not match the photos.</source>
        <translation>Die Wörter, mit denen Fotos gefunden werden, passen nicht zu den Fotos.</translation>
    </message>
    <message>
        <source>There are no thumbnails; they are made anew by indexing.</source>
        <translation>Es gibt keine Vorschaubilder; beim Indizieren werden sie neu erstellt.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>The file is only in the cloud. “Try unreadable files again” downloads and reads it; or keep it on this computer, then it is read by itself.</source>
        <translation>Die Datei liegt nur in der Cloud. „Unlesbare Dateien erneut versuchen“ lädt sie herunter und liest sie; oder behalten Sie sie auf diesem Computer, dann wird sie von selbst gelesen.</translation>
    </message>
    <message>
        <source>The file is {kind}, which is not supported.</source>
        <translation>Die Datei ist {kind}; dieses Format wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>This kind of {format} file is not supported ({cause}).</source>
        <translation>Diese Art von {format}-Datei wird nicht unterstützt ({cause}).</translation>
    </message>
    <message>
        <source>This kind of {format} file ({kind}) is not supported.</source>
        <translation>Diese Art von {format}-Datei ({kind}) wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>The {format} file is damaged (there is no compression of number {number}).</source>
        <translation>Die {format}-Datei ist beschädigt (es gibt keine Kompression mit der Nummer {number}).</translation>
    </message>
    <message>
        <source>The {format} file has {number} of {total} channels.</source>
        <translation>Die {format}-Datei hat {number} von {total} Kanälen.</translation>
    </message>
    <message>
        <source>The {format} file is damaged (it has too few channels).</source>
        <translation>Die {format}-Datei ist beschädigt (sie hat zu wenige Kanäle).</translation>
    </message>
    <message>
        <source>The {format} file is damaged ({number} channels are too few or many).</source>
        <translation>Die {format}-Datei ist beschädigt ({number} Kanäle sind zu wenige oder zu viele).</translation>
    </message>
    <message>
        <source>The {format} file lacks its palette.</source>
        <translation>Der {format}-Datei fehlt ihre Palette.</translation>
    </message>
    <message>
        <source>The {format} file ends before its picture does.</source>
        <translation>Die {format}-Datei endet, bevor das Bild zu Ende ist.</translation>
    </message>
    <message>
        <source>The {format} file is damaged ({cause}).</source>
        <translation>Die {format}-Datei ist beschädigt ({cause}).</translation>
    </message>
    <message>
        <source>The {format} file is damaged (its header cannot be read).</source>
        <translation>Die {format}-Datei ist beschädigt (ihr Dateikopf ist unlesbar).</translation>
    </message>
    <message>
        <source>The {format} file is damaged (its parts do not fit together).</source>
        <translation>Die {format}-Datei ist beschädigt (ihre Teile passen nicht zusammen).</translation>
    </message>
    <message>
        <source>The JPEG data is damaged ({cause}).</source>
        <translation>Die JPEG-Daten sind beschädigt ({cause}).</translation>
    </message>
    <message>
        <source>Only the upper {percent} % of the photo can be read ({cause}).</source>
        <translation>Nur die oberen {percent} % des Fotos sind lesbar ({cause}).</translation>
    </message>
    <message>
        <source>The RAW file is damaged ({cause}).</source>
        <translation>Die RAW-Datei ist beschädigt ({cause}).</translation>
    </message>
    <message>
        <source>The RAW file is of a kind that is not known ({cause}).</source>
        <translation>Die RAW-Datei ist von unbekannter Art ({cause}).</translation>
    </message>
    <message>
        <source>The photo has {width} × {height} pixels, more than the limit of {limit} megapixels.</source>
        <translation>Das Foto hat {width} × {height} Pixel, mehr als die erlaubten {limit} Megapixel.</translation>
    </message>
    <message>
        <source>There is not enough memory to decode the photo.</source>
        <translation>Der Speicher reicht nicht, um das Foto zu lesen.</translation>
    </message>
    <message>
        <source>This address has a user name or password in it.</source>
        <translation>Diese Adresse enthält einen Benutzernamen oder ein Passwort.</translation>
    </message>
    <message>
        <source>This address is not valid.</source>
        <translation>Diese Adresse ist ungültig.</translation>
    </message>
    <message>
        <source>This address is too long to be one of a picture.</source>
        <translation>Diese Adresse ist zu lang für die eines Bildes.</translation>
    </message>
    <message>
        <source>This can no longer be undone.</source>
        <translation>Das lässt sich nicht mehr rückgängig machen.</translation>
    </message>
    <message>
        <source>This folder is not part of the library any more.</source>
        <translation>Dieser Ordner gehört nicht mehr zur Bibliothek.</translation>
    </message>
    <message>
        <source>This is a device, pipe or socket, not a file.</source>
        <translation>Das ist ein Gerät, eine Pipe oder ein Socket, keine Datei.</translation>
    </message>
    <message>
        <source>This is a folder, not a file.</source>
        <translation>Das ist ein Ordner, keine Datei.</translation>
    </message>
    <message>
        <source>This kind of JPEG file (hierarchical, or lossless with arithmetic coding) is not supported.</source>
        <translation>Diese Art von JPEG-Datei (hierarchisch oder verlustfrei mit arithmetischer Kodierung) wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>a GIMP document</source>
        <translation>ein GIMP-Dokument</translation>
    </message>
    <message>
        <source>a PCX image</source>
        <translation>ein PCX-Bild</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a PostScript drawing</source>
        <translation>eine PostScript-Zeichnung</translation>
    </message>
    <message>
        <source>a Radiance image</source>
        <translation>ein Radiance-Bild</translation>
    </message>
    <message>
        <source>a Targa image</source>
        <translation>ein Targa-Bild</translation>
    </message>
    <message>
        <source>a Windows icon</source>
        <translation>ein Windows-Symbol</translation>
    </message>
    <message>
        <source>a texture</source>
        <translation>eine Textur</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>ein Video</translation>
    </message>
    <message>
        <source>an OpenEXR image</source>
        <translation>ein OpenEXR-Bild</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>eine SVG-Zeichnung</translation>
    </message>
    <message>
        <source>{number} bits</source>
        <translation>{number} Bit</translation>
    </message>
    <message>
        <source>{number} channels</source>
        <translation>{number} Kanäle</translation>
    </message>
    <message>
        <source>{number} channels of {depth} bits</source>
        <translation>{number} Kanäle mit {depth} Bit</translation>
    </message>
    <message>
        <source>CMYK</source>
        <translation>CMYK-Farben</translation>
    </message>
    <message>
        <source>colours of kind {number}</source>
        <translation>Farben der Art {number}</translation>
    </message>
    <message>
        <source>colour space {number}</source>
        <translation>Farbraum {number}</translation>
    </message>
    <message>
        <source>complex numbers</source>
        <translation>komplexe Zahlen</translation>
    </message>
    <message>
        <source>compression {name}</source>
        <translation>Kompression {name}</translation>
    </message>
    <message>
        <source>channels of different depths</source>
        <translation>Kanäle verschiedener Tiefe</translation>
    </message>
    <message>
        <source>a depth map</source>
        <translation>eine Tiefenkarte</translation>
    </message>
    <message>
        <source>inks other than CMYK</source>
        <translation>andere Druckfarben als CMYK</translation>
    </message>
    <message>
        <source>ITU Lab colours</source>
        <translation>ITU-Lab-Farben</translation>
    </message>
    <message>
        <source>Lab colours with {number} bits</source>
        <translation>Lab-Farben mit {number} Bit</translation>
    </message>
    <message>
        <source>LogLuv colours</source>
        <translation>LogLuv-Farben</translation>
    </message>
    <message>
        <source>LogL light</source>
        <translation>LogL-Helligkeit</translation>
    </message>
    <message>
        <source>a document of many channels</source>
        <translation>ein Dokument mit vielen Kanälen</translation>
    </message>
    <message>
        <source>saved without a flattened picture; save it with “Maximize compatibility”</source>
        <translation>ohne zusammengeführtes Bild gespeichert; speichern Sie mit „Kompatibilität maximieren“</translation>
    </message>
    <message>
        <source>a palette other than RGB of 8 bits</source>
        <translation>eine andere Palette als RGB mit 8 Bit</translation>
    </message>
    <message>
        <source>signed numbers</source>
        <translation>Zahlen mit Vorzeichen</translation>
    </message>
    <message>
        <source>a microscope slide in YCbCr</source>
        <translation>ein Mikroskop-Objektträger in YCbCr</translation>
    </message>
    <message>
        <source>subsampled colours</source>
        <translation>unterabgetastete Farben</translation>
    </message>
    <message>
        <source>a volume of several layers</source>
        <translation>ein Volumen aus mehreren Schichten</translation>
    </message>
    <message>
        <source>A copy of it would be of no use.</source>
        <translation>Eine Kopie davon wäre nutzlos.</translation>
    </message>
    <message>
        <source>A text in it is not valid.</source>
        <translation>Ein Text darin ist ungültig.</translation>
    </message>
    <message>
        <source>It is not a database.</source>
        <translation>Sie ist keine Datenbank.</translation>
    </message>
    <message>
        <source>Its version is missing.</source>
        <translation>Ihre Version fehlt.</translation>
    </message>
    <message>
        <source>A block of codes has a wrong size.</source>
        <translation>Ein Block von Codes hat eine falsche Größe.</translation>
    </message>
    <message>
        <source>A photo&apos;s row is wrong: {cause}</source>
        <translation>Die Zeile eines Fotos ist falsch: {cause}</translation>
    </message>
    <message>
        <source>A folder&apos;s row is wrong: {cause}</source>
        <translation>Die Zeile eines Ordners ist falsch: {cause}</translation>
    </message>
    <message>
        <source>another PhotoSearch window</source>
        <translation>einem anderen PhotoSearch-Fenster</translation>
    </message>
    <message>
        <source>{path} cannot be watched (it failed {number} times); it is looked through every {minutes} minutes instead.</source>
        <translation>{path} lässt sich nicht beobachten (es schlug {number}-mal fehl); der Ordner wird stattdessen alle {minutes} Minuten durchgesehen.</translation>
    </message>
    <message>
        <source>The encoder {model} of this library is no longer there; {other} has encoded all photos and takes over with Library &gt; Look for changes.</source>
        <translation>Der Encoder {model} dieser Bibliothek ist nicht mehr da; {other} hat alle Fotos kodiert und tritt mit „Bibliothek &gt; Nach Änderungen suchen“ an seine Stelle.</translation>
    </message>
    <message>
        <source>The model {model} cannot compare photos by “{sense}”; it was left out.</source>
        <translation>Das Modell {model} kann Fotos nicht nach „{sense}“ vergleichen; das blieb außer Betracht.</translation>
    </message>
    <message>
        <source>The model {model} does not know what words mean; they were looked for in names, captions, keywords and labels.</source>
        <translation>Das Modell {model} weiß nicht, was Wörter bedeuten; sie wurden in Namen, Beschreibungen, Stichwörtern und Bezeichnungen gesucht.</translation>
    </message>
    <message>
        <source>These words say nothing of what a photo shows; name a thing, a place or a colour.</source>
        <translation>Diese Wörter sagen nichts darüber, was ein Foto zeigt; nennen Sie ein Ding, einen Ort oder eine Farbe.</translation>
    </message>
    <message>
        <source>Perhaps not understood: {names}. Words are understood in English, and common ones in German.</source>
        <translation>Vielleicht nicht verstanden: {names}. Verstanden werden englische Wörter und gängige deutsche.</translation>
    </message>
    <message>
        <source>Near {name}: {names}.</source>
        <translation>Ähnlich wie {name}: {names}.</translation>
    </message>
    <message>
        <source>No photo has the label {name}, or is called so. Near it there are: {names}.</source>
        <translation>Kein Foto hat die Bezeichnung {name} oder heißt so. Verwandt und vorhanden: {names}.</translation>
    </message>
    <message>
        <source>What was known of photos that are alike was damaged on the disk; it was found anew.</source>
        <translation>Was über ähnliche Fotos bekannt war, war auf der Platte beschädigt; es wurde neu ermittelt.</translation>
    </message>
    <message>
        <source>Which photos are alike could not be noted; searches and all else work without. {reason:whole}</source>
        <translation>Welche Fotos sich ähneln, ließ sich nicht festhalten; Suchen und alles andere geht auch ohne. {reason:whole}</translation>
    </message>
    <message>
        <source>The catalog holds what was never written ({cause}).</source>
        <translation>Der Katalog enthält etwas, das nie geschrieben wurde ({cause}).</translation>
    </message>
    <message>
        <source>Rows of the catalog refer to what is not there ({number}).</source>
        <translation>Zeilen des Katalogs verweisen auf etwas, das es nicht gibt ({number}).</translation>
    </message>
    <message>
        <source>Making groups of what was compared</source>
        <translation>Gruppen werden gebildet</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Trainieren</translation>
    </message>
    <message numerus="yes">
        <source>There are codes of {model} for photos that do not exist: %Ln photo(s).</source>
        <translation>
            <numerusform>Es gibt Codes von {model} für Fotos, die es nicht gibt: %Ln Foto.</numerusform>
            <numerusform>Es gibt Codes von {model} für Fotos, die es nicht gibt: %Ln Fotos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No codes of the model {model}: %Ln photo(s).</source>
        <translation>
            <numerusform>Ohne Codes des Modells {model}: %Ln Foto.</numerusform>
            <numerusform>Ohne Codes des Modells {model}: %Ln Fotos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without a thumbnail: %Ln photo(s).</source>
        <translation>
            <numerusform>Ohne Vorschaubild: %Ln Foto.</numerusform>
            <numerusform>Ohne Vorschaubild: %Ln Fotos.</numerusform>
        </translation>
    </message>
    <message>
        <source>The thumbnails are damaged ({reason:phrase}); they are made anew.</source>
        <translation>Die Vorschaubilder sind beschädigt ({reason:phrase}); sie werden neu erstellt.</translation>
    </message>
    <message>
        <source>What is known of photos that are alike is damaged ({reason:phrase}); it is found anew.</source>
        <translation>Was über ähnliche Fotos bekannt ist, ist beschädigt ({reason:phrase}); es wird neu ermittelt.</translation>
    </message>
    <message>
        <source>Encoding with {model}</source>
        <translation>Kodiere mit {model}</translation>
    </message>
    <message>
        <source>Finding neighbours</source>
        <translation>Ähnliche Fotos finden</translation>
    </message>
    <message>
        <source>Cleaning up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Looking at photos to learn from</source>
        <translation>Fotos zum Lernen werden angesehen</translation>
    </message>
    <message>
        <source>Looking at photos to choose by</source>
        <translation>Fotos zum Auswählen werden angesehen</translation>
    </message>
    <message>
        <source>Looking at photos to judge by</source>
        <translation>Fotos zum Beurteilen werden angesehen</translation>
    </message>
    <message>
        <source>Looking at pictures of no library</source>
        <translation>Bilder aus keiner Bibliothek werden angesehen</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be read ({cause}). Defaults are used.</source>
        <translation>Die Einstellungsdatei {path} lässt sich nicht lesen ({cause}). Es gelten die Voreinstellungen.</translation>
    </message>
    <message>
        <source>The settings file {path} is broken ({cause}). It was set aside as {file}. Defaults are used.</source>
        <translation>Die Einstellungsdatei {path} ist fehlerhaft ({cause}). Sie wurde als {file} beiseitegelegt. Es gelten die Voreinstellungen.</translation>
    </message>
    <message>
        <source>The settings file {path} is broken ({cause}). It was left as it is. Defaults are used.</source>
        <translation>Die Einstellungsdatei {path} ist fehlerhaft ({cause}). Sie blieb, wie sie ist. Es gelten die Voreinstellungen.</translation>
    </message>
    <message>
        <source>The setting {option!r} is not known and was left out.</source>
        <translation>Die Einstellung {option!r} ist unbekannt und wurde übergangen.</translation>
    </message>
    <message>
        <source>The setting {option} = {found} is not a list of texts; the default is used.</source>
        <translation>Die Einstellung {option} = {found} ist keine Liste von Texten; es gilt die Voreinstellung.</translation>
    </message>
    <message>
        <source>The setting {option} = {found} is not of the kind {expected}; the default is used.</source>
        <translation>Die Einstellung {option} = {found} ist nicht von der Art {expected}; es gilt die Voreinstellung.</translation>
    </message>
    <message>
        <source>The setting {option} = {found} is none of {names}; the default is used.</source>
        <translation>Die Einstellung {option} = {found} ist keines von {names}; es gilt die Voreinstellung.</translation>
    </message>
    <message>
        <source>The setting {option} = {found} is not between {low} and {high}; the default is used.</source>
        <translation>Die Einstellung {option} = {found} liegt nicht zwischen {low} und {high}; es gilt die Voreinstellung.</translation>
    </message>
    <message>
        <source>copies found first</source>
        <translation>Kopien als Erstes gefunden</translation>
    </message>
    <message>
        <source>copies found with 9 of 10 answers right</source>
        <translation>Kopien gefunden, 9 von 10 Antworten richtig</translation>
    </message>
    <message>
        <source>copies recognised</source>
        <translation>Kopien erkannt</translation>
    </message>
    <message>
        <source>same subject found</source>
        <translation>gleiches Motiv gefunden</translation>
    </message>
    <message>
        <source>same subject found first</source>
        <translation>gleiches Motiv als Erstes gefunden</translation>
    </message>
    <message>
        <source>This is no address of the web.</source>
        <translation>Das ist keine Internetadresse.</translation>
    </message>
    <message>
        <source>This is not a regular file.</source>
        <translation>Das ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>This library has no encoder.</source>
        <translation>Diese Bibliothek hat keinen Encoder.</translation>
    </message>
    <message>
        <source>This link leads to nothing.</source>
        <translation>Diese Verknüpfung führt ins Leere.</translation>
    </message>
    <message>
        <source>This photo is no longer in the library.</source>
        <translation>Dieses Foto ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>Try again later, or copy the picture in the browser and paste it here.</source>
        <translation>Versuchen Sie es später noch einmal, oder kopieren Sie das Bild im Browser und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>Try again, or copy it.</source>
        <translation>Versuchen Sie es noch einmal, oder kopieren Sie es.</translation>
    </message>
    <message>
        <source>Try it again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Type a few words and save it again.</source>
        <translation>Geben Sie ein paar Wörter ein, und speichern Sie noch einmal.</translation>
    </message>
    <message>
        <source>Wait until that is done, or cancel it first.</source>
        <translation>Warten Sie, bis das fertig ist, oder brechen Sie es zuerst ab.</translation>
    </message>
    <message>
        <source>Writing the contact sheet</source>
        <translation>Kontaktbogen schreiben</translation>
    </message>
    <message>
        <source>Open in its &amp;program</source>
        <translation>Mit zugehörigem &amp;Programm öffnen</translation>
    </message>
    <message>
        <source>Open &amp;with…</source>
        <translation>Öffnen &amp;mit…</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy p&amp;ath</source>
        <translation>Pfa&amp;d kopieren</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>Bild kop&amp;ieren</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Choose a program…</source>
        <translation>Programm wählen…</translation>
    </message>
    <message>
        <source>Open the photos with…</source>
        <translation>Fotos öffnen mit…</translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln photo(s).</source>
        <translation>
            <numerusform>%Ln Foto kopiert.</numerusform>
            <numerusform>%Ln Fotos kopiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln path(s).</source>
        <translation>
            <numerusform>%Ln Pfad kopiert.</numerusform>
            <numerusform>%Ln Pfade kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied the picture, {width} × {height} pixels.</source>
        <translation>Bild kopiert, {width} × {height} Pixel.</translation>
    </message>
    <message>
        <source>{name} is on a drive that is not connected.</source>
        <translation>{name} liegt auf einem Laufwerk, das nicht verbunden ist.</translation>
    </message>
    <message>
        <source>Connect the drive and try again.</source>
        <translation>Verbinden Sie das Laufwerk, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{name} is no longer in {folder}.</source>
        <translation>{name} ist nicht mehr in {folder}.</translation>
    </message>
    <message>
        <source>It was moved or deleted; choose Library &gt; Look for changes to update the list.</source>
        <translation>Das Foto wurde verschoben oder gelöscht; „Bibliothek &gt; Nach Änderungen suchen“ bringt die Liste auf den neuesten Stand.</translation>
    </message>
    <message>
        <source>No program opened {name}.</source>
        <translation>Kein Programm hat {name} geöffnet.</translation>
    </message>
    <message>
        <source>Choose a program for such files in the settings of your system.</source>
        <translation>Wählen Sie in den Einstellungen Ihres Systems ein Programm für solche Dateien.</translation>
    </message>
    <message>
        <source>No file manager opened the folder.</source>
        <translation>Keine Dateiverwaltung hat den Ordner geöffnet.</translation>
    </message>
    <message>
        <source>Open it yourself: {folder}</source>
        <translation>Öffnen Sie ihn selbst: {folder}</translation>
    </message>
    <message>
        <source>No browser opened the page.</source>
        <translation>Kein Browser hat die Seite geöffnet.</translation>
    </message>
    <message>
        <source>Open it yourself: {address}</source>
        <translation>Öffnen Sie sie selbst: {address}</translation>
    </message>
    <message>
        <source>The name {name} is not valid text, so it cannot be passed on.</source>
        <translation>Der Name {name} ist kein gültiger Text und lässt sich deshalb nicht weitergeben.</translation>
    </message>
    <message>
        <source>Rename the file in the file manager.</source>
        <translation>Benennen Sie die Datei in der Dateiverwaltung um.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>cancelled, {done}</source>
        <translation>abgebrochen, {done}</translation>
    </message>
    <message>
        <source>Open the library in…</source>
        <translation>Bibliothek öffnen in…</translation>
    </message>
    <message>
        <source>The settings could not be saved: {reason}.</source>
        <translation>Die Einstellungen ließen sich nicht speichern: {reason}.</translation>
    </message>
    <message>
        <source>They apply until the program ends. Make room or check the permissions.</source>
        <translation>Sie gelten bis zum Ende des Programms. Schaffen Sie Platz, oder prüfen Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>&amp;Open picture…</source>
        <translation>Bild &amp;öffnen…</translation>
    </message>
    <message>
        <source>Search by a picture from disk</source>
        <translation>Mit einem Bild vom Datenträger suchen</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>Bild e&amp;infügen</translation>
    </message>
    <message>
        <source>Search by the picture, file or address on the clipboard</source>
        <translation>Mit dem Bild, der Datei oder der Adresse in der Zwischenablage suchen</translation>
    </message>
    <message>
        <source>Search by a part of the &amp;screen</source>
        <translation>Mit einem Teil des Bild&amp;schirms suchen</translation>
    </message>
    <message>
        <source>Search by what another program shows</source>
        <translation>Mit dem suchen, was ein anderes Programm zeigt</translation>
    </message>
    <message>
        <source>&amp;Find similar</source>
        <translation>Ähnliche &amp;finden</translation>
    </message>
    <message>
        <source>Search by the chosen photos</source>
        <translation>Mit den gewählten Fotos suchen</translation>
    </message>
    <message>
        <source>Find photos like…</source>
        <translation>Fotos finden wie…</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>Part of the screen</source>
        <translation>Teil des Bildschirms</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Picture from a page</source>
        <translation>Bild von einer Seite</translation>
    </message>
    <message>
        <source>Only the first {count} pictures are used.</source>
        <translation>Nur die ersten {count} Bilder werden verwendet.</translation>
    </message>
    <message>
        <source>Choose fewer that have more in common.</source>
        <translation>Wählen Sie weniger Bilder, die mehr gemeinsam haben.</translation>
    </message>
    <message>
        <source>This is no picture, no path of a picture and no address of one.</source>
        <translation>Das ist kein Bild, kein Pfad zu einem Bild und keine Bildadresse.</translation>
    </message>
    <message>
        <source>Copy a picture, or a file in the file manager, and paste again.</source>
        <translation>Kopieren Sie ein Bild oder in der Dateiverwaltung eine Datei, und fügen Sie noch einmal ein.</translation>
    </message>
    <message>
        <source>{name} cannot be searched for. {reason}.</source>
        <translation>Mit {name} lässt sich nicht suchen. {reason}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) cannot be searched for.</source>
        <translation>
            <numerusform>Mit %Ln Datei lässt sich nicht suchen.</numerusform>
            <numerusform>Mit %Ln Dateien lässt sich nicht suchen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Something went wrong inside the program ({kind}).</source>
        <translation>Im Programm ist etwas schiefgegangen ({kind}).</translation>
    </message>
    <message>
        <source>You can go on working; the details are in the log.</source>
        <translation>Sie können weiterarbeiten; Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
        <source>The picture cannot be read. {reason}</source>
        <translation>Das Bild lässt sich nicht lesen. {reason}</translation>
    </message>
    <message>
        <source>Try another picture.</source>
        <translation>Versuchen Sie es mit einem anderen Bild.</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alle auswählen</translation>
    </message>
    <message>
        <source>Select &amp;none</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Normal si&amp;ze</source>
        <translation>&amp;Normale Größe</translation>
    </message>
    <message>
        <source>&amp;Back to the library</source>
        <translation>&amp;Zurück zur Bibliothek</translation>
    </message>
    <message>
        <source>Out of the query; in the library, out of the selection</source>
        <translation>Aus der Suche; in der Bibliothek aus der Auswahl</translation>
    </message>
    <message>
        <source>&amp;Show PhotoSearch</source>
        <translation>PhotoSearch &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>PhotoSearch goes on in the tray</source>
        <translation>PhotoSearch läuft im Infobereich weiter</translation>
    </message>
    <message>
        <source>Click the icon to get the window back. Quit is in its menu.</source>
        <translation>Ein Klick auf das Symbol holt das Fenster zurück. „Beenden“ steht in seinem Menü.</translation>
    </message>
    <message>
        <source>PhotoSearch has finished</source>
        <translation>PhotoSearch ist fertig</translation>
    </message>
    <message>
        <source>This desktop has no tray, so closing the window ends PhotoSearch and there are no messages. Some desktops have one as an extension.</source>
        <translation>Diese Arbeitsumgebung hat keinen Infobereich; deshalb beendet das Schließen des Fensters PhotoSearch, und Meldungen gibt es nicht. Manche Umgebungen haben ihn als Erweiterung.</translation>
    </message>
    <message>
        <source>PhotoSearch has looked through your folders</source>
        <translation>PhotoSearch hat Ihre Ordner durchgesehen</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>Nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Web pictures</source>
        <translation>Bilder aus dem Web</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light or dark, or as your system has it.</source>
        <translation>Hell oder dunkel, oder so wie das System.</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Arranged by likeness</source>
        <translation>Nach Ähnlichkeit angeordnet</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window.</source>
        <translation>Des Fensters.</translation>
    </message>
    <message>
        <source>Start with the last search</source>
        <translation>Mit der letzten Suche beginnen</translation>
    </message>
    <message>
        <source>The window opens with the query that was shown when it was closed.</source>
        <translation>Das Fenster öffnet sich mit der Suche, die beim Schließen zu sehen war.</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>Beim Schließen im Infobereich bleiben</translation>
    </message>
    <message>
        <source>Folders are still watched, and a click brings the window back. Quit ends the program.</source>
        <translation>Die Ordner werden weiter beobachtet, und ein Klick holt das Fenster zurück. „Beenden“ beendet das Programm.</translation>
    </message>
    <message>
        <source>Notify when long work has ended</source>
        <translation>Melden, wenn lange Arbeiten fertig sind</translation>
    </message>
    <message>
        <source>Names of files and folders that are left out, in all folders. * stands for anything: *.gif leaves out all GIFs.</source>
        <translation>Namen von Dateien und Ordnern, die in allen Ordnern ausgelassen werden. * steht für Beliebiges: *.gif lässt alle GIFs aus.</translation>
    </message>
    <message>
        <source>Best first: cpu, coreml, directml, cuda, openvino.</source>
        <translation>Das Beste zuerst: cpu, coreml, directml, cuda, openvino.</translation>
    </message>
    <message>
        <source>Show &amp;names</source>
        <translation>Na&amp;men zeigen</translation>
    </message>
    <message>
        <source>File names under the photos</source>
        <translation>Dateinamen unter den Fotos</translation>
    </message>
    <message>
        <source>Show how ali&amp;ke</source>
        <translation>Ä&amp;hnlichkeit zeigen</translation>
    </message>
    <message>
        <source>Show &amp;photos that are hardly alike</source>
        <translation>Kaum ähnli&amp;che Fotos zeigen</translation>
    </message>
    <message>
        <source>Below the photos found</source>
        <translation>Unter den gefundenen Fotos</translation>
    </message>
    <message>
        <source>Headings by da&amp;y</source>
        <translation>Überschriften nach &amp;Tag</translation>
    </message>
    <message>
        <source>Headings by fold&amp;er</source>
        <translation>Überschriften nach O&amp;rdner</translation>
    </message>
    <message>
        <source>Headin&amp;gs by event</source>
        <translation>&amp;Überschriften nach Ereignis</translation>
    </message>
    <message>
        <source>Headings by ho&amp;w alike</source>
        <translation>Überschriften nach Ähnl&amp;ichkeit</translation>
    </message>
    <message>
        <source>Without &amp;headings</source>
        <translation>Ohne Über&amp;schriften</translation>
    </message>
    <message>
        <source>In the grid.</source>
        <translation>In der Übersicht.</translation>
    </message>
    <message>
        <source>How much alike, under the photos found</source>
        <translation>Ähnlichkeit unter den gefundenen Fotos</translation>
    </message>
    <message>
        <source>A percentage is the probability that it is the same, as measured.</source>
        <translation>Prozente sind die gemessene Wahrscheinlichkeit, dass es das Gleiche ist.</translation>
    </message>
    <message>
        <source>Headings between the photos</source>
        <translation>Überschriften zwischen den Fotos</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto exportieren</numerusform>
            <numerusform>%Ln Fotos exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Move to a folder</source>
        <translation>In einen Ordner verschieben</translation>
    </message>
    <message>
        <source>Replace by hard links</source>
        <translation>Durch harte Links ersetzen</translation>
    </message>
    <message>
        <source>Replace by symbolic links</source>
        <translation>Durch symbolische Links ersetzen</translation>
    </message>
    <message>
        <source>Let them share their content</source>
        <translation>Inhalt gemeinsam speichern</translation>
    </message>
    <message>
        <source>They can be brought back from there, or with Undo. The space is free once the trash is emptied.</source>
        <translation>Von dort oder mit Rückgängig lassen sie sich zurückholen. Der Platz ist frei, sobald der Papierkorb geleert ist.</translation>
    </message>
    <message>
        <source>Their folders are kept below it. This can be undone.</source>
        <translation>Ihre Ordner bleiben darunter erhalten. Das lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Names stay where they are and lead to the file that stays; only of equal bytes.</source>
        <translation>Die Namen bleiben, wo sie sind, und führen zur Datei, die bleibt; nur bei gleichen Bytes.</translation>
    </message>
    <message>
        <source>Links stay where they were and lead to the file that stays; only of equal bytes.</source>
        <translation>Links bleiben an ihrer Stelle und führen zur Datei, die bleibt; nur bei gleichen Bytes.</translation>
    </message>
    <message>
        <source>Files stay files of their own but take their space once, where the file system can; only of equal bytes.</source>
        <translation>Die Dateien bleiben eigene Dateien, belegen ihren Platz aber nur einmal, wo das Dateisystem es kann; nur bei gleichen Bytes.</translation>
    </message>
    <message>
        <source>Clean up duplicates</source>
        <translation>Duplikate aufräumen</translation>
    </message>
    <message>
        <source>All groups that are shown</source>
        <translation>Alle gezeigten Gruppen</translation>
    </message>
    <message>
        <source>Those that I decided on</source>
        <translation>Nur die, über die ich entschieden habe</translation>
    </message>
    <message>
        <source>What becomes of the files</source>
        <translation>Was mit den Dateien geschieht</translation>
    </message>
    <message>
        <source>To the folder</source>
        <translation>In den Ordner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Bring ratings, keywords, caption and place together</source>
        <translation>Bewertung, Stichwörter, Beschreibung und Ort zusammenführen</translation>
    </message>
    <message>
        <source>What only a file that goes has is written beside the one that stays.</source>
        <translation>Was nur eine Datei hat, die geht, wird neben die geschrieben, die bleibt.</translation>
    </message>
    <message>
        <source>RAW files of the same name go along</source>
        <translation>RAW-Dateien gleichen Namens gehen mit</translation>
    </message>
    <message>
        <source>Into the trash only where what stays has an equal RAW file beside it.</source>
        <translation>In den Papierkorb nur, wo neben dem, was bleibt, eine gleiche RAW-Datei liegt.</translation>
    </message>
    <message>
        <source>Of every group at least one file stays; that is looked at again before each step.</source>
        <translation>Von jeder Gruppe bleibt mindestens eine Datei; das wird vor jedem Schritt erneut geprüft.</translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln file(s) to the trash</source>
        <translation>
            <numerusform>%Ln Datei in den Papierkorb</numerusform>
            <numerusform>%Ln Dateien in den Papierkorb</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei verschieben</numerusform>
            <numerusform>%Ln Dateien verschieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace %Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei ersetzen</numerusform>
            <numerusform>%Ln Dateien ersetzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s), {size}</source>
        <translation>
            <numerusform>%Ln Datei, {size}</numerusform>
            <numerusform>%Ln Dateien, {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>To the &amp;folder</source>
        <translation>In den &amp;Ordner</translation>
    </message>
    <message>
        <source>Copy photos</source>
        <translation>Fotos kopieren</translation>
    </message>
    <message>
        <source>Move photos</source>
        <translation>Fotos verschieben</translation>
    </message>
    <message>
        <source>Write the list</source>
        <translation>Liste schreiben</translation>
    </message>
    <message>
        <source>Write the sheet</source>
        <translation>Bogen schreiben</translation>
    </message>
    <message>
        <source>&amp;Copy to a folder</source>
        <translation>In einen Ordner &amp;kopieren</translation>
    </message>
    <message>
        <source>With the files beside them. Nothing there is overwritten.</source>
        <translation>Mit den Begleitdateien. Dort wird nichts überschrieben.</translation>
    </message>
    <message>
        <source>&amp;Move to a folder</source>
        <translation>In einen Ordner &amp;verschieben</translation>
    </message>
    <message>
        <source>With the files beside them. This can be undone.</source>
        <translation>Mit den Begleitdateien; lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>&amp;List as a table (CSV)</source>
        <translation>&amp;Liste als Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Paths, dates, cameras, ratings and keywords, for spreadsheets.</source>
        <translation>Pfad, Datum, Kamera, Bewertung und Stichwörter, für Tabellenprogramme.</translation>
    </message>
    <message>
        <source>Contact &amp;sheet (HTML)</source>
        <translation>Kontakt&amp;bogen (HTML)</translation>
    </message>
    <message>
        <source>One page with all pictures inside, for any browser.</source>
        <translation>Eine Seite, die alle Bilder enthält, für jeden Browser.</translation>
    </message>
    <message>
        <source>None</source>
        <comment>profile</comment>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Choose: {option}</source>
        <translation>Wählen: {option}</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tag</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>Nach Ordner</translation>
    </message>
    <message>
        <source>The mouse wheel in the viewer</source>
        <translation>Das Mausrad in der Fotoansicht</translation>
    </message>
    <message>
        <source>Zooms</source>
        <translation>Vergrößert und verkleinert</translation>
    </message>
    <message>
        <source>Goes to the next photo</source>
        <translation>Geht zum nächsten Foto</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>Einst&amp;ellungen…</translation>
    </message>
    <message>
        <source>Colours, language, indexing and all other options</source>
        <translation>Farben, Sprache, Indizierung und alles andere</translation>
    </message>
    <message>
        <source>Colour profile of the monitor</source>
        <translation>Farbprofil des Monitors</translation>
    </message>
    <message>
        <source>ICC profiles (*.icc *.icm)</source>
        <translation>ICC-Profile (*.icc *.icm)</translation>
    </message>
    <message>
        <source>Only while the window is not in front. Needs an icon in the tray.</source>
        <translation>Nur solange das Fenster nicht im Vordergrund ist. Dafür ist ein Symbol im Infobereich nötig.</translation>
    </message>
    <message>
        <source>Photos that are hardly alike</source>
        <translation>Kaum ähnliche Fotos</translation>
    </message>
    <message>
        <source>Shown below the photos found. Otherwise they are folded behind one line.</source>
        <translation>Unter den gefundenen Fotos zu sehen. Sonst stehen sie hinter einer Zeile verborgen.</translation>
    </message>
    <message>
        <source>Photos of one day, of one folder or of one event stand together.</source>
        <translation>Fotos eines Tages, eines Ordners oder eines Ereignisses stehen zusammen.</translation>
    </message>
    <message>
        <source>Headings between the photos found</source>
        <translation>Überschriften zwischen den gefundenen Fotos</translation>
    </message>
    <message>
        <source>By how alike: what is surely the same comes first, then what may be.</source>
        <translation>Nach Ähnlichkeit: Zuerst kommt, was sicher das Gesuchte ist, dann, was es sein könnte.</translation>
    </message>
    <message>
        <source>By how alike</source>
        <translation>Nach Ähnlichkeit</translation>
    </message>
    <message>
        <source>RAW and picture of one shot</source>
        <translation>RAW und Bild einer Aufnahme</translation>
    </message>
    <message>
        <source>Where they lie beside each other one stands for both; what is done with it is done with both.</source>
        <translation>Wo sie nebeneinanderliegen, steht eines für beide; was damit geschieht, geschieht mit beiden.</translation>
    </message>
    <message>
        <source>The picture stands for both</source>
        <translation>Das Bild steht für beide</translation>
    </message>
    <message>
        <source>The RAW file stands for both</source>
        <translation>Die RAW-Datei steht für beide</translation>
    </message>
    <message>
        <source>Both are shown</source>
        <translation>Beide werden gezeigt</translation>
    </message>
    <message>
        <source>Show links to a file as photos of their own</source>
        <translation>Verknüpfungen auf eine Datei als eigene Fotos zeigen</translation>
    </message>
    <message>
        <source>Hard and symbolic links are other names of one file. Else it is shown once, with a badge.</source>
        <translation>Harte und symbolische Links sind weitere Namen einer Datei. Sonst wird sie einmal gezeigt, mit einer Marke.</translation>
    </message>
    <message>
        <source>Order of the photos</source>
        <translation>Reihenfolge der Fotos</translation>
    </message>
    <message>
        <source>Also chosen beside the size of the photos.</source>
        <translation>Auch neben der Größe der Fotos wählbar.</translation>
    </message>
    <message>
        <source>Reverse the order of the photos</source>
        <translation>Reihenfolge der Fotos umkehren</translation>
    </message>
    <message>
        <source>Oldest, smallest, least rated first; names from Z to A.</source>
        <translation>Älteste, kleinste, am schlechtesten bewertete zuerst; Namen von Z bis A.</translation>
    </message>
    <message>
        <source>Order of the photos found</source>
        <translation>Reihenfolge der gefundenen Fotos</translation>
    </message>
    <message>
        <source>Under headings each group is in this order.</source>
        <translation>Unter Überschriften steht jede Gruppe in dieser Reihenfolge.</translation>
    </message>
    <message>
        <source>How alike</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Reverse the order of the photos found</source>
        <translation>Reihenfolge der gefundenen Fotos umkehren</translation>
    </message>
    <message>
        <source>Least alike, oldest, smallest, least rated first; names from Z to A.</source>
        <translation>Unähnlichste, älteste, kleinste, am schlechtesten bewertete zuerst; Namen von Z bis A.</translation>
    </message>
    <message>
        <source>Learn from what you say of photos</source>
        <translation>Aus dem lernen, was Sie über Fotos sagen</translation>
    </message>
    <message>
        <source>Less like this, right and wrong finds, copies kept and removed are noted in the library, on this computer only. Library &gt; Encoder… shows and erases it.</source>
        <translation>„Weniger davon“, richtige und falsche Funde, behaltene und entfernte Kopien werden in der Bibliothek vermerkt, nur auf diesem Computer. Bibliothek &gt; Encoder… zeigt und löscht es.</translation>
    </message>
    <message>
        <source>Ask the first time</source>
        <translation>Beim ersten Mal fragen</translation>
    </message>
    <message>
        <source>Learn from it</source>
        <translation>Daraus lernen</translation>
    </message>
    <message>
        <source>What turning it does; the keys can always do both.</source>
        <translation>Was Drehen bewirkt; mit der Tastatur geht immer beides.</translation>
    </message>
    <message>
        <source>Programs to open photos with</source>
        <translation>Programme zum Öffnen von Fotos</translation>
    </message>
    <message>
        <source>An ICC file that the viewer shows photos with; sRGB without one.</source>
        <translation>Eine ICC-Datei, mit der die Fotoansicht Fotos zeigt; ohne sie sRGB.</translation>
    </message>
    <message>
        <source>Fetch pictures from addresses</source>
        <translation>Bilder von Adressen holen</translation>
    </message>
    <message>
        <source>When an address is dropped on the window. Nothing else ever uses the network, and nothing is sent but the request for that picture.</source>
        <translation>Wenn eine Adresse auf das Fenster gezogen wird. Nichts sonst nutzt je das Netz, und gesendet wird nur die Anfrage nach diesem Bild.</translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation>Jedes Mal fragen</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Largest picture to fetch</source>
        <translation>Größtes Bild, das geholt wird</translation>
    </message>
    <message>
        <source>Larger ones are not fetched.</source>
        <translation>Größere werden nicht geholt.</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Date taken</source>
        <translation>Aufnahmedatum</translation>
    </message>
    <message>
        <source>Date added</source>
        <translation>Hinzugefügt am</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>By event</source>
        <translation>Nach Ereignis</translation>
    </message>
    <message>
        <source>Beside photos by date, to jump by.</source>
        <translation>Neben Fotos nach Datum, zum Springen.</translation>
    </message>
    <message>
        <source>Offered by Open with, the one used last first.</source>
        <translation>Unter „Öffnen mit“ angeboten, das zuletzt benutzte zuerst.</translation>
    </message>
    <message>
        <source>Worker processes</source>
        <translation>Arbeitsprozesse</translation>
    </message>
    <message>
        <source>How many photos are read at the same time.</source>
        <translation>Wie viele Fotos gleichzeitig gelesen werden.</translation>
    </message>
    <message>
        <source>One per processor core</source>
        <translation>Einer je Prozessorkern</translation>
    </message>
    <message>
        <source>Speed on battery</source>
        <translation>Tempo im Akkubetrieb</translation>
    </message>
    <message>
        <source>Share of the workers that index while the computer runs on battery.</source>
        <translation>Anteil der Arbeitsprozesse, die indizieren, während der Rechner mit Akku läuft.</translation>
    </message>
    <message>
        <source>Wait for mains power</source>
        <translation>Auf Netzstrom warten</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Speed while you work in the window</source>
        <translation>Tempo, während Sie im Fenster arbeiten</translation>
    </message>
    <message>
        <source>Share of the workers that index while you scroll, search or type.</source>
        <translation>Anteil der Arbeitsprozesse, die indizieren, während Sie blättern, suchen oder tippen.</translation>
    </message>
    <message>
        <source>Wait until you pause</source>
        <translation>Auf eine Pause warten</translation>
    </message>
    <message>
        <source>Names to leave out</source>
        <translation>Auszulassende Namen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Follow links that lead to folders</source>
        <translation>Verknüpfungen folgen, die zu Ordnern führen</translation>
    </message>
    <message>
        <source>A folder that is reached twice is still read once.</source>
        <translation>Ein Ordner, der auf zwei Wegen erreicht wird, wird trotzdem nur einmal gelesen.</translation>
    </message>
    <message>
        <source>Look through folders again</source>
        <translation>Ordner erneut durchsehen</translation>
    </message>
    <message>
        <source>Where the system does not report changes, such as on network drives.</source>
        <translation>Wo das System Änderungen nicht meldet, etwa auf Netzlaufwerken.</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Encoder of new libraries</source>
        <translation>Encoder neuer Bibliotheken</translation>
    </message>
    <message>
        <source>By name. Library &gt; Encoder… changes that of the library that is open.</source>
        <translation>Der Name. „Bibliothek &gt; Encoder…“ ändert den der geöffneten Bibliothek.</translation>
    </message>
    <message>
        <source>Python that fits encoders</source>
        <translation>Python, das Encoder anpasst</translation>
    </message>
    <message>
        <source>Of an environment with photosearch[train]; without one the program&apos;s own is used. Library &gt; Encoder… needs it to fit an encoder to your photos.</source>
        <translation>Das einer Umgebung mit photosearch[train]; ohne eines wird das des Programms verwendet. „Bibliothek &gt; Encoder…“ braucht es, um einen Encoder an Ihre Fotos anzupassen.</translation>
    </message>
    <message>
        <source>What runs the encoder</source>
        <translation>Worauf der Encoder läuft</translation>
    </message>
    <message>
        <source>Largest photo</source>
        <translation>Größtes Foto</translation>
    </message>
    <message>
        <source>Photos with more pixels are not read: they could use up the memory.</source>
        <translation>Fotos mit mehr Pixeln werden nicht gelesen: sie könnten den ganzen Speicher belegen.</translation>
    </message>
    <message>
        <source>megapixels</source>
        <translation>Megapixel</translation>
    </message>
    <message>
        <source>Largest file</source>
        <translation>Größte Datei</translation>
    </message>
    <message>
        <source>Larger files are not read.</source>
        <translation>Größere Dateien werden nicht gelesen.</translation>
    </message>
    <message>
        <source>Time for one file</source>
        <translation>Zeit für eine Datei</translation>
    </message>
    <message>
        <source>A file that takes longer is given up and listed as unreadable.</source>
        <translation>Danach wird eine Datei aufgegeben und als unlesbar aufgeführt.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Memory for one worker</source>
        <translation>Speicher für einen Arbeitsprozess</translation>
    </message>
    <message>
        <source>Where the system can limit it.</source>
        <translation>Wo das System ihn begrenzen kann.</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Black: {shadows} %, white: {highlights} % of the picture</source>
        <translation>Schwarz: {shadows} %, weiß: {highlights} % des Bildes</translation>
    </message>
    <message>
        <source>About PhotoSearch</source>
        <translation>Über PhotoSearch</translation>
    </message>
    <message>
        <source>Versions, encoder and licences</source>
        <translation>Versionen, Encoder und Lizenzen</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Put all of it on the clipboard as text</source>
        <translation>Alles als Text in die Zwischenablage legen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Finds photos by example. Everything stays on this computer.</source>
        <translation>Findet Fotos nach Beispielen. Alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Encoder of this library</source>
        <translation>Encoder dieser Bibliothek</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>Bestandteile und ihre Lizenzen</translation>
    </message>
    <message>
        <source>PhotoSearch itself is free under the Apache License 2.0.</source>
        <translation>PhotoSearch selbst ist frei unter der Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>The full texts of the licences travel with each package.</source>
        <translation>Die vollständigen Lizenztexte liegen jedem Paket bei.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more message(s): see the log.</source>
        <translation>
            <numerusform>%Ln weitere Meldung: siehe Protokoll.</numerusform>
            <numerusform>%Ln weitere Meldungen: siehe Protokoll.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>being changed to</source>
        <translation>wird gerade eingeführt</translation>
    </message>
    <message>
        <source>in use before</source>
        <translation>früher in Gebrauch</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) encoded</source>
        <translation>
            <numerusform>%Ln Foto kodiert</numerusform>
            <numerusform>%Ln Fotos kodiert</numerusform>
        </translation>
    </message>
    <message>
        <source>most alike photos found</source>
        <translation>ähnlichste Fotos gefunden</translation>
    </message>
    <message>
        <source>Share of the ten photos most alike in full detail that the short codes find.</source>
        <translation>Anteil der zehn im vollen Detail ähnlichsten Fotos, die die kurzen Codes finden.</translation>
    </message>
    <message>
        <source>of the same folder or keyword</source>
        <translation>aus demselben Ordner oder mit demselben Stichwort</translation>
    </message>
    <message>
        <source>Share of the ten photos found first that share a folder or keyword.</source>
        <translation>Anteil der zehn zuerst gefundenen Fotos mit gemeinsamem Ordner oder Stichwort.</translation>
    </message>
    <message numerus="yes">
        <source>{name} answers again. %Ln photo(s) are not found yet; look for changes to encode them.</source>
        <translation>
            <numerusform>{name} antwortet wieder. %Ln Foto wird noch nicht gefunden; mit „Nach Änderungen suchen“ wird es kodiert.</numerusform>
            <numerusform>{name} antwortet wieder. %Ln Fotos werden noch nicht gefunden; mit „Nach Änderungen suchen“ werden sie kodiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The change is cancelled; {name} goes on answering.</source>
        <translation>Die Umstellung ist aufgegeben; {name} antwortet weiter.</translation>
    </message>
    <message>
        <source>{name} answers again.</source>
        <translation>{name} antwortet wieder.</translation>
    </message>
    <message>
        <source>Show only photos that are at least</source>
        <translation>Nur Fotos zeigen, die mindestens so ähnlich sind</translation>
    </message>
    <message>
        <source>{shown} of {found}</source>
        <translation>{shown} von {found}</translation>
    </message>
    <message>
        <source>Show only photos that are at least: {words}</source>
        <translation>Nur Fotos zeigen, die mindestens so ähnlich sind: {words}</translation>
    </message>
    <message>
        <source>Arrow keys move it (Alt+Up, Alt+Down anywhere).</source>
        <translation>Pfeiltasten verschieben die Grenze (Alt+Hoch, Alt+Herunter überall).</translation>
    </message>
    <message>
        <source>In which way photos should be alike</source>
        <translation>In welcher Hinsicht ähnlich</translation>
    </message>
    <message>
        <source>Arrow keys move it, Page Up and Page Down go to the next word.</source>
        <translation>Pfeiltasten verschieben den Regler, Bild auf und Bild ab gehen zum nächsten Wort.</translation>
    </message>
    <message>
        <source>Nothing that you said of photos is kept.</source>
        <translation>Nichts von dem, was Sie über Fotos sagten, ist vermerkt.</translation>
    </message>
    <message>
        <source>Nothing is learned of them yet.</source>
        <translation>Daraus ist noch nichts gelernt.</translation>
    </message>
    <message>
        <source>What was learned with another encoder is not used with this one.</source>
        <translation>Was mit einem anderen Encoder gelernt wurde, wird mit diesem nicht verwendet.</translation>
    </message>
    <message>
        <source>Your answers kept in this library: {count}.</source>
        <translation>Ihre Antworten in dieser Bibliothek: {count}.</translation>
    </message>
    <message>
        <source>Contradicting an earlier one: {count}; the last one counts.</source>
        <translation>Im Widerspruch zu einer früheren: {count}; die letzte gilt.</translation>
    </message>
    <message>
        <source>Waiting for photos that are not in the library now: {count}.</source>
        <translation>Warten auf Fotos, die zurzeit nicht in der Bibliothek sind: {count}.</translation>
    </message>
    <message>
        <source>{sense}: learned from {count} of your answers: finds {gain} % more.</source>
        <translation>{sense}: aus {count} Ihrer Antworten gelernt: findet {gain} % mehr.</translation>
    </message>
    <message>
        <source>There are no answers to learn from.</source>
        <translation>Es gibt keine Antworten, aus denen zu lernen wäre.</translation>
    </message>
    <message>
        <source>{sense}: the words for how alike (“surely”) follow your answers, too.</source>
        <translation>{sense}: Auch die Worte dafür, wie ähnlich („sicher“), folgen Ihren Antworten.</translation>
    </message>
    <message>
        <source>Same shot</source>
        <translation>Gleiche Aufnahme</translation>
    </message>
    <message>
        <source>Same look</source>
        <translation>Gleicher Look</translation>
    </message>
    <message>
        <source>Same subject</source>
        <translation>Gleiches Motiv</translation>
    </message>
    <message>
        <source>{sense}: too few answers ({count}); {least} are needed, {each} of each sort.</source>
        <translation>{sense}: zu wenige Antworten ({count}); nötig sind {least}, von jeder Art {each}.</translation>
    </message>
    <message>
        <source>{sense}: the answers ({count}) did not help to find more; nothing changes.</source>
        <translation>{sense}: Die Antworten ({count}) halfen nicht, mehr zu finden; nichts ändert sich.</translation>
    </message>
    <message>
        <source>{sense}: the photos of most answers are not in the library now, or not encoded yet.</source>
        <translation>{sense}: Die Fotos der meisten Antworten sind zurzeit nicht in der Bibliothek oder noch nicht kodiert.</translation>
    </message>
    <message>
        <source>The same picture: copies, crops, edits, bursts</source>
        <translation>Dasselbe Bild: Kopien, Ausschnitte, Bearbeitungen, Serien</translation>
    </message>
    <message>
        <source>Alike in colour, texture and composition</source>
        <translation>Ähnlich in Farbe, Struktur und Bildaufbau</translation>
    </message>
    <message>
        <source>Showing the same kind of thing</source>
        <translation>Zeigt die gleiche Art von Dingen</translation>
    </message>
    <message>
        <source>Mostly “{near}”, a little “{far}”</source>
        <translation>Vor allem „{near}“, ein wenig „{far}“</translation>
    </message>
    <message>
        <source>Rather “{near}” than “{far}”</source>
        <translation>Eher „{near}“ als „{far}“</translation>
    </message>
    <message>
        <source>Half “{near}”, half “{far}”</source>
        <translation>Halb „{near}“, halb „{far}“</translation>
    </message>
    <message>
        <source>Showing what pictures and words say together</source>
        <translation>Zeigen, was Bilder und Wörter zusammen sagen</translation>
    </message>
    <message>
        <source>Showing what the words say</source>
        <translation>Zeigen, was die Wörter sagen</translation>
    </message>
    <message>
        <source>what the words say</source>
        <translation>das, was die Wörter sagen</translation>
    </message>
    <message>
        <source>All that were found</source>
        <translation>Alle gefundenen</translation>
    </message>
    <message>
        <source>Most alike, being compared…</source>
        <translation>Am ähnlichsten, wird verglichen…</translation>
    </message>
    <message>
        <source>Somewhat alike</source>
        <translation>Etwas ähnlich</translation>
    </message>
    <message>
        <source>Much alike</source>
        <translation>Sehr ähnlich</translation>
    </message>
    <message>
        <source>Almost the same</source>
        <translation>Fast gleich</translation>
    </message>
    <message>
        <source>as much as the others</source>
        <translation>so viel wie die anderen</translation>
    </message>
    <message>
        <source>{times} times as much</source>
        <translation>{times}-mal so viel</translation>
    </message>
    <message>
        <source>Choose an ICC profile of your monitor in the settings; until then sRGB is used.</source>
        <translation>Wählen Sie in den Einstellungen ein ICC-Profil Ihres Monitors; bis dahin gilt sRGB.</translation>
    </message>
    <message>
        <source>The monitor&apos;s profile {name} cannot be read: {reason}.</source>
        <translation>Das Monitorprofil {name} lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>{name} is no colour profile that can be used for a monitor.</source>
        <translation>{name} ist kein Farbprofil, das für einen Monitor taugt.</translation>
    </message>
    <message>
        <source>This photo is no longer in its folder.</source>
        <translation>Dieses Foto ist nicht mehr in seinem Ordner.</translation>
    </message>
    <message>
        <source>It was moved or deleted; look for changes to bring the library up to date.</source>
        <translation>Es wurde verschoben oder gelöscht; mit „Nach Änderungen suchen“ wird die Bibliothek wieder aktuell.</translation>
    </message>
    <message>
        <source>Go on to another photo, or look at the file in its folder.</source>
        <translation>Gehen Sie zu einem anderen Foto, oder sehen Sie sich die Datei in ihrem Ordner an.</translation>
    </message>
    <message>
        <source>There is not enough memory to show this photo.</source>
        <translation>Der Speicher reicht nicht, um dieses Foto zu zeigen.</translation>
    </message>
    <message>
        <source>Close other programs and look at it again.</source>
        <translation>Schließen Sie andere Programme, und öffnen Sie es noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln Ordner</numerusform>
            <numerusform>%Ln Ordnern</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>All {photos}. {order}</source>
        <translation>Alle {photos}. {order}</translation>
    </message>
    <message>
        <source>All {photos}, most alike first</source>
        <translation>Alle {photos}, die ähnlichsten zuerst</translation>
    </message>
    <message>
        <source>{shown} most alike of {photos}</source>
        <translation>Die {shown} ähnlichsten von {photos}</translation>
    </message>
    <message>
        <source>{found}. {order}</source>
        <translation>{found}. {order}</translation>
    </message>
    <message>
        <source>Filtered: {photos}</source>
        <translation>Gefiltert: {photos}</translation>
    </message>
    <message>
        <source>{photos} in {folders}</source>
        <translation>{photos} in {folders}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) not connected</source>
        <translation>
            <numerusform>%Ln Ordner nicht verbunden</numerusform>
            <numerusform>%Ln Ordner nicht verbunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>Not a picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>A kind of picture that is not supported</source>
        <translation>Nicht unterstützte Bildart</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>No permission to read it</source>
        <translation>Keine Leseberechtigung</translation>
    </message>
    <message>
        <source>It went away while being read</source>
        <translation>Beim Lesen verschwunden</translation>
    </message>
    <message>
        <source>Not a file</source>
        <translation>Keine Datei</translation>
    </message>
    <message>
        <source>A link that leads nowhere</source>
        <translation>Verknüpfung ins Leere</translation>
    </message>
    <message>
        <source>It is still being written</source>
        <translation>Wird noch geschrieben</translation>
    </message>
    <message>
        <source>The disk could not read it</source>
        <translation>Vom Laufwerk nicht lesbar</translation>
    </message>
    <message>
        <source>Reading it took too long</source>
        <translation>Das Lesen dauerte zu lange</translation>
    </message>
    <message>
        <source>Reading it crashed the decoder</source>
        <translation>Decoder beim Lesen abgestürzt</translation>
    </message>
    <message>
        <source>Reading it took too much memory</source>
        <translation>Zu viel Speicher zum Lesen nötig</translation>
    </message>
    <message>
        <source>Only in the cloud, not on this computer</source>
        <translation>Nur in der Cloud, nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s)</source>
        <comment>of a file</comment>
        <translation>
            <numerusform>%Ln Verknüpfung</numerusform>
            <numerusform>%Ln Verknüpfungen</numerusform>
        </translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>E</source>
        <translation>O</translation>
    </message>
    <message>
        <source>{number} km</source>
        <translation>{number} km</translation>
    </message>
    <message>
        <source>{number} m</source>
        <translation>{number} m</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>{moment} (the file&apos;s date of change)</source>
        <translation>{moment} (Änderungsdatum der Datei)</translation>
    </message>
    <message>
        <source>None on the camera</source>
        <comment>flash</comment>
        <translation>Die Kamera hat keinen</translation>
    </message>
    <message>
        <source>Fired</source>
        <comment>flash</comment>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>Did not fire</source>
        <comment>flash</comment>
        <translation>Nicht ausgelöst</translation>
    </message>
    <message>
        <source>forced on</source>
        <comment>flash</comment>
        <translation>erzwungen</translation>
    </message>
    <message>
        <source>forced off</source>
        <comment>flash</comment>
        <translation>unterdrückt</translation>
    </message>
    <message>
        <source>automatic</source>
        <comment>flash</comment>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>red-eye reduction</source>
        <comment>flash</comment>
        <translation>gegen rote Augen</translation>
    </message>
    <message>
        <source>return light not found</source>
        <comment>flash</comment>
        <translation>Licht kam nicht zurück</translation>
    </message>
    <message>
        <source>return light found</source>
        <comment>flash</comment>
        <translation>Licht kam zurück</translation>
    </message>
    <message>
        <source>None</source>
        <comment>unit</comment>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Per inch</source>
        <translation>Pro Zoll</translation>
    </message>
    <message>
        <source>Per centimetre</source>
        <translation>Pro Zentimeter</translation>
    </message>
    <message>
        <source>Normal</source>
        <comment>strength</comment>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Soft</source>
        <comment>strength</comment>
        <translation>Weich</translation>
    </message>
    <message>
        <source>Hard</source>
        <comment>strength</comment>
        <translation>Hart</translation>
    </message>
    <message>
        <source>Upright</source>
        <translation>Aufrecht</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>Gespiegelt</translation>
    </message>
    <message>
        <source>Turned by 180°</source>
        <translation>Um 180° gedreht</translation>
    </message>
    <message>
        <source>Mirrored, upside down</source>
        <translation>Gespiegelt, auf dem Kopf</translation>
    </message>
    <message>
        <source>Mirrored, turned left</source>
        <translation>Gespiegelt, nach links gedreht</translation>
    </message>
    <message>
        <source>Turned right</source>
        <translation>Nach rechts gedreht</translation>
    </message>
    <message>
        <source>Mirrored, turned right</source>
        <translation>Gespiegelt, nach rechts gedreht</translation>
    </message>
    <message>
        <source>Turned left</source>
        <translation>Nach links gedreht</translation>
    </message>
    <message>
        <source>Manual</source>
        <comment>exposure</comment>
        <translation>Manuell</translation>
    </message>
    <message>
        <source>Normal</source>
        <comment>exposure program</comment>
        <translation>Programmautomatik</translation>
    </message>
    <message>
        <source>Aperture priority</source>
        <translation>Zeitautomatik (Blende vorgewählt)</translation>
    </message>
    <message>
        <source>Shutter priority</source>
        <translation>Blendenautomatik (Zeit vorgewählt)</translation>
    </message>
    <message>
        <source>Creative (depth of field)</source>
        <translation>Kreativ (Schärfentiefe)</translation>
    </message>
    <message>
        <source>Action (short exposure)</source>
        <translation>Bewegung (kurze Zeit)</translation>
    </message>
    <message>
        <source>Portrait</source>
        <comment>exposure program</comment>
        <translation>Porträt</translation>
    </message>
    <message>
        <source>Landscape</source>
        <comment>exposure program</comment>
        <translation>Landschaft</translation>
    </message>
    <message>
        <source>Average</source>
        <comment>metering</comment>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Centre-weighted</source>
        <translation>Mittenbetont</translation>
    </message>
    <message>
        <source>Spot</source>
        <comment>metering</comment>
        <translation>Spot</translation>
    </message>
    <message>
        <source>Several spots</source>
        <comment>metering</comment>
        <translation>Mehrere Punkte</translation>
    </message>
    <message>
        <source>Pattern</source>
        <comment>metering</comment>
        <translation>Mehrfeld</translation>
    </message>
    <message>
        <source>Partial</source>
        <comment>metering</comment>
        <translation>Teilbild</translation>
    </message>
    <message>
        <source>Other</source>
        <comment>metering</comment>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Daylight</source>
        <translation>Tageslicht</translation>
    </message>
    <message>
        <source>Fluorescent</source>
        <translation>Leuchtstoff</translation>
    </message>
    <message>
        <source>Tungsten</source>
        <translation>Glühlampe</translation>
    </message>
    <message>
        <source>Fine weather</source>
        <translation>Schönes Wetter</translation>
    </message>
    <message>
        <source>Cloudy</source>
        <translation>Bewölkt</translation>
    </message>
    <message>
        <source>Shade</source>
        <comment>light</comment>
        <translation>Schatten</translation>
    </message>
    <message>
        <source>Daylight fluorescent</source>
        <translation>Leuchtstoff, Tageslicht</translation>
    </message>
    <message>
        <source>Day white fluorescent</source>
        <translation>Leuchtstoff, neutralweiß</translation>
    </message>
    <message>
        <source>Cool white fluorescent</source>
        <translation>Leuchtstoff, kaltweiß</translation>
    </message>
    <message>
        <source>White fluorescent</source>
        <translation>Leuchtstoff, weiß</translation>
    </message>
    <message>
        <source>Standard light A</source>
        <translation>Normlicht A</translation>
    </message>
    <message>
        <source>Standard light B</source>
        <translation>Normlicht B</translation>
    </message>
    <message>
        <source>Standard light C</source>
        <translation>Normlicht C</translation>
    </message>
    <message>
        <source>Studio tungsten</source>
        <translation>Studioglühlampe</translation>
    </message>
    <message>
        <source>Other</source>
        <comment>light</comment>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Uncalibrated</source>
        <translation>Nicht kalibriert</translation>
    </message>
    <message>
        <source>One-chip colour sensor</source>
        <translation>Farbsensor mit einem Chip</translation>
    </message>
    <message>
        <source>Two-chip colour sensor</source>
        <translation>Farbsensor mit zwei Chips</translation>
    </message>
    <message>
        <source>Three-chip colour sensor</source>
        <translation>Farbsensor mit drei Chips</translation>
    </message>
    <message>
        <source>Colour sequential sensor</source>
        <translation>Farbsequenzieller Sensor</translation>
    </message>
    <message>
        <source>Trilinear sensor</source>
        <translation>Trilinearer Sensor</translation>
    </message>
    <message>
        <source>Colour sequential linear sensor</source>
        <translation>Farbsequenzieller Zeilensensor</translation>
    </message>
    <message>
        <source>ISO speed</source>
        <translation>ISO-Empfindlichkeit</translation>
    </message>
    <message>
        <source>Normal</source>
        <comment>processing</comment>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Custom</source>
        <comment>processing</comment>
        <translation>Besondere</translation>
    </message>
    <message>
        <source>Automatic</source>
        <comment>exposure</comment>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Bracketing</source>
        <translation>Belichtungsreihe</translation>
    </message>
    <message>
        <source>Automatic</source>
        <comment>white balance</comment>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Manual</source>
        <comment>white balance</comment>
        <translation>Manuell</translation>
    </message>
    <message>
        <source>Standard</source>
        <comment>scene</comment>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Landscape</source>
        <comment>scene</comment>
        <translation>Landschaft</translation>
    </message>
    <message>
        <source>Portrait</source>
        <comment>scene</comment>
        <translation>Porträt</translation>
    </message>
    <message>
        <source>Night</source>
        <comment>scene</comment>
        <translation>Nacht</translation>
    </message>
    <message>
        <source>None</source>
        <comment>gain</comment>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Low up</source>
        <comment>gain</comment>
        <translation>Etwas erhöht</translation>
    </message>
    <message>
        <source>High up</source>
        <comment>gain</comment>
        <translation>Stark erhöht</translation>
    </message>
    <message>
        <source>Low down</source>
        <comment>gain</comment>
        <translation>Etwas gesenkt</translation>
    </message>
    <message>
        <source>High down</source>
        <comment>gain</comment>
        <translation>Stark gesenkt</translation>
    </message>
    <message>
        <source>Low</source>
        <comment>strength</comment>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>High</source>
        <comment>strength</comment>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Macro</source>
        <comment>distance</comment>
        <translation>Makro</translation>
    </message>
    <message>
        <source>Close</source>
        <comment>distance</comment>
        <translation>Nah</translation>
    </message>
    <message>
        <source>Distant</source>
        <comment>distance</comment>
        <translation>Fern</translation>
    </message>
    <message>
        <source>No</source>
        <comment>composite image</comment>
        <translation>Nein</translation>
    </message>
    <message>
        <source>General</source>
        <comment>composite image</comment>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Taken in one shot</source>
        <translation>Bei einer Auslösung aufgenommen</translation>
    </message>
    <message>
        <source>Without correction</source>
        <comment>position</comment>
        <translation>Ohne Korrektur</translation>
    </message>
    <message>
        <source>Corrected</source>
        <comment>position</comment>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation>mit {name}</translation>
    </message>
    <message>
        <source>also {path}</source>
        <translation>auch {path}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Last runs</source>
        <translation>Letzte Läufe</translation>
    </message>
    <message>
        <source>Nothing was indexed yet.</source>
        <translation>Noch wurde nichts indiziert.</translation>
    </message>
    <message>
        <source>&amp;Indexing panel</source>
        <translation>&amp;Indizierung zeigen</translation>
    </message>
    <message>
        <source>How far indexing has come, which files cannot be read, the last runs</source>
        <translation>Wie weit die Indizierung ist, welche Dateien unlesbar sind, die letzten Läufe</translation>
    </message>
    <message>
        <source>&amp;Unreadable files</source>
        <translation>&amp;Unlesbare Dateien</translation>
    </message>
    <message>
        <source>Files that could not be read as photos, with the reasons</source>
        <translation>Dateien, die sich nicht als Fotos lesen ließen, mit den Gründen</translation>
    </message>
    <message>
        <source>&amp;Try unreadable files again</source>
        <translation>Unlesbare Dateien erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Read them once more, although they have not changed</source>
        <translation>Noch einmal lesen, obwohl sie sich nicht geändert haben</translation>
    </message>
    <message>
        <source>Progress, unreadable files and the last runs</source>
        <translation>Fortschritt, unlesbare Dateien und die letzten Läufe</translation>
    </message>
    <message>
        <source>Indexing panel</source>
        <translation>Indizierung</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Left as they are</source>
        <translation>Unverändert geblieben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were left as they are. Nothing is lost.</source>
        <translation>
            <numerusform>%Ln Datei blieb unverändert. Nichts ist verloren.</numerusform>
            <numerusform>%Ln Dateien blieben unverändert. Nichts ist verloren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Every file that was found could be read.</source>
        <translation>Jede gefundene Datei ließ sich lesen.</translation>
    </message>
    <message>
        <source>The duplicates cannot be shown</source>
        <translation>Die Duplikate lassen sich nicht zeigen</translation>
    </message>
    <message>
        <source>Looking for duplicates…</source>
        <translation>Duplikate werden gesucht…</translation>
    </message>
    <message>
        <source>Nothing is decided yet</source>
        <translation>Noch ist nichts entschieden</translation>
    </message>
    <message>
        <source>Groups that were cleaned up, or of which you keep all files, are listed here.</source>
        <translation>Hier stehen Gruppen, die aufgeräumt sind oder von denen Sie alle Dateien behalten.</translation>
    </message>
    <message>
        <source>There are no photos to compare yet</source>
        <translation>Es gibt noch keine Fotos zu vergleichen</translation>
    </message>
    <message>
        <source>Add a folder of photos first. Duplicates are looked for by themselves.</source>
        <translation>Nehmen Sie zuerst einen Ordner mit Fotos auf. Duplikate werden dann von selbst gesucht.</translation>
    </message>
    <message>
        <source>No duplicates pass the filters</source>
        <translation>Keine Duplikate passieren die Filter</translation>
    </message>
    <message>
        <source>A group passes if one of its photos does. Remove one of the filters, or all.</source>
        <translation>Eine Gruppe passiert, wenn eines ihrer Fotos es tut. Nehmen Sie einen Filter weg oder alle.</translation>
    </message>
    <message>
        <source>There are none of this kind</source>
        <translation>Von dieser Art gibt es keine</translation>
    </message>
    <message>
        <source>There are duplicates of other kinds.</source>
        <translation>Es gibt Duplikate anderer Art.</translation>
    </message>
    <message>
        <source>Comparing your photos</source>
        <translation>Ihre Fotos werden verglichen</translation>
    </message>
    <message>
        <source>Duplicates appear here as they are found. You can go on working meanwhile.</source>
        <translation>Duplikate erscheinen hier, sobald sie gefunden sind. Sie können währenddessen weiterarbeiten.</translation>
    </message>
    <message>
        <source>Your photos are not compared yet</source>
        <translation>Ihre Fotos sind noch nicht verglichen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are still to be compared.</source>
        <translation>
            <numerusform>%Ln Foto ist noch zu vergleichen.</numerusform>
            <numerusform>%Ln Fotos sind noch zu vergleichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No duplicates left</source>
        <translation>Keine Duplikate mehr</translation>
    </message>
    <message>
        <source>{size} were freed. Ctrl+Z takes steps back.</source>
        <translation>{size} wurden frei. Strg+Z nimmt Schritte zurück.</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Keine Duplikate</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were compared with each other.</source>
        <translation>
            <numerusform>%Ln Foto wurde verglichen.</numerusform>
            <numerusform>%Ln Fotos wurden miteinander verglichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all copies</source>
        <translation>Alle Kopien zeigen</translation>
    </message>
    <message>
        <source>Show probable ones, too</source>
        <translation>Auch wahrscheinliche zeigen</translation>
    </message>
    <message>
        <source>Show what is decided</source>
        <translation>Entschiedenes zeigen</translation>
    </message>
    <message>
        <source>Compare them</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Read the chosen files once more. Files that change are tried by themselves.</source>
        <translation>Die gewählten Dateien noch einmal lesen. Geänderte Dateien werden von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Alle erneut versuchen</translation>
    </message>
    <message>
        <source>Read all of these files once more</source>
        <translation>Alle diese Dateien noch einmal lesen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Show the chosen file in the file manager (Enter)</source>
        <translation>Die gewählte Datei in der Dateiverwaltung zeigen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset: {option}</source>
        <translation>Zurücksetzen: {option}</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Zurück zur Voreinstellung</translation>
    </message>
    <message>
        <source>Takes effect when PhotoSearch is started again.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>Keine Einstellung enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Search the settings ({key})</source>
        <translation>Einstellungen durchsuchen ({key})</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Put all settings but the shortcuts back to their defaults</source>
        <translation>Alle Einstellungen außer den Tastenkürzeln auf die Voreinstellung</translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation>Tastenkürzel…</translation>
    </message>
    <message>
        <source>See and change the keys of all commands</source>
        <translation>Tasten aller Befehle ansehen und ändern</translation>
    </message>
    <message>
        <source>Some changes take effect when PhotoSearch is started again.</source>
        <translation>Manche Änderungen gelten ab dem nächsten Start von PhotoSearch.</translation>
    </message>
    <message>
        <source>Moving to the trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Cleaning up duplicates</source>
        <translation>Duplikate aufräumen</translation>
    </message>
    <message>
        <source>Changing keywords</source>
        <translation>Stichwörter vergeben</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>No rating</source>
        <translation>Keine Bewertung</translation>
    </message>
    <message>
        <source>Re&amp;ject</source>
        <translation>Ab&amp;lehnen</translation>
    </message>
    <message>
        <source>Write the rating into a file beside the photo.</source>
        <translation>Die Bewertung in eine Datei neben dem Foto schreiben.</translation>
    </message>
    <message>
        <source>Ke&amp;ywords…</source>
        <translation>S&amp;tichwörter…</translation>
    </message>
    <message>
        <source>See and change the keywords of the chosen photos.</source>
        <translation>Stichwörter der gewählten Fotos ansehen und ändern.</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Copy, move or list the chosen photos, or make a contact sheet.</source>
        <translation>Die gewählten Fotos kopieren, verschieben oder auflisten, oder einen Kontaktbogen erstellen.</translation>
    </message>
    <message>
        <source>&amp;Move to a folder…</source>
        <translation>In einen Ordner &amp;verschieben…</translation>
    </message>
    <message>
        <source>Move the chosen photos. This can be undone.</source>
        <translation>Die gewählten Fotos verschieben; lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Move to t&amp;rash</source>
        <translation>In den P&amp;apierkorb verschieben</translation>
    </message>
    <message>
        <source>Move the chosen photos to the system&apos;s trash. This can be undone.</source>
        <translation>Die gewählten Fotos in den Papierkorb des Systems verschieben; lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Wird rückgängig gemacht</translation>
    </message>
    <message>
        <source>Doing it again</source>
        <translation>Wird wiederholt</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Einzelheiten…</translation>
    </message>
    <message>
        <source>At least one file of a group stays.</source>
        <translation>Mindestens eine Datei einer Gruppe bleibt.</translation>
    </message>
    <message>
        <source>keeping all files of a group</source>
        <translation>Behalten aller Dateien einer Gruppe</translation>
    </message>
    <message>
        <source>All files of the group are kept.</source>
        <translation>Alle Dateien der Gruppe bleiben.</translation>
    </message>
    <message>
        <source>telling that photos are no match</source>
        <translation>Angabe, dass Fotos nicht zusammengehören</translation>
    </message>
    <message>
        <source>They are not shown as duplicates of each other again.</source>
        <translation>Sie werden nicht mehr als Duplikate voneinander gezeigt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Go on, or take back what was done with Edit &gt; Undo.</source>
        <translation>Fahren Sie fort, oder nehmen Sie das Getane mit Bearbeiten &gt; Rückgängig zurück.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Going on</source>
        <translation>Wird fortgesetzt</translation>
    </message>
    <message>
        <source>&amp;Undo {what}</source>
        <translation>&amp;Rückgängig: {what}</translation>
    </message>
    <message>
        <source>&amp;Redo {what}</source>
        <translation>&amp;Wiederholen: {what}</translation>
    </message>
    <message>
        <source>All settings are back to their defaults.</source>
        <translation>Alle Einstellungen sind wieder wie am Anfang.</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>Weniger davon</translation>
    </message>
    <message>
        <source>Weight of this picture</source>
        <translation>Gewicht dieses Bildes</translation>
    </message>
    <message>
        <source>Search inside a box…</source>
        <translation>Im Ausschnitt suchen…</translation>
    </message>
    <message>
        <source>Choose a part of the picture (C)</source>
        <translation>Einen Teil des Bildes wählen (C)</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Search by all of it again</source>
        <translation>Wieder mit dem ganzen Bild suchen</translation>
    </message>
    <message>
        <source>Back to the duplicates (Esc)</source>
        <translation>Zurück zu den Duplikaten (Esc)</translation>
    </message>
    <message>
        <source>Group before (Page up)</source>
        <translation>Vorige Gruppe (Bild auf)</translation>
    </message>
    <message>
        <source>Next group (Page down)</source>
        <translation>Nächste Gruppe (Bild ab)</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep this file (K)</source>
        <translation>Diese Datei behalten (K)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove this file (X)</source>
        <translation>Diese Datei entfernen (X)</translation>
    </message>
    <message>
        <source>Another file in the same place, held (F)</source>
        <translation>Eine andere Datei an derselben Stelle, solange gehalten (F)</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>How far it is from the first file, bright where they differ (D)</source>
        <translation>Wie weit es von der ersten Datei abweicht, hell wo sie sich unterscheiden (D)</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Ausrichten</translation>
    </message>
    <message>
        <source>Lay the same places on each other (A)</source>
        <translation>Gleiche Stellen aufeinanderlegen (A)</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>Histogramme</translation>
    </message>
    <message>
        <source>How often each brightness occurs (H)</source>
        <translation>Wie oft jede Helligkeit vorkommt (H)</translation>
    </message>
    <message>
        <source>One pixel of the photo on one pixel (Z)</source>
        <translation>Ein Pixel des Fotos auf ein Pixel (Z)</translation>
    </message>
    <message>
        <source>Take it out of the query (Del)</source>
        <translation>Aus der Suche nehmen (Entf)</translation>
    </message>
    <message>
        <source>Counts {weight}</source>
        <translation>Zählt {weight}</translation>
    </message>
    <message>
        <source>Pictures that are searched by</source>
        <translation>Bilder, mit denen gesucht wird</translation>
    </message>
    <message>
        <source>‹ Library</source>
        <translation>‹ Bibliothek</translation>
    </message>
    <message>
        <source>Back to all photos (Esc)</source>
        <translation>Zurück zu allen Fotos (Esc)</translation>
    </message>
    <message>
        <source>Add “{folder}”</source>
        <translation>„{folder}“ hinzufügen</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Back to the library</source>
        <translation>Zurück zur Bibliothek</translation>
    </message>
    <message>
        <source>Open another library…</source>
        <translation>Andere Bibliothek öffnen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The library cannot be opened</source>
        <translation>Die Bibliothek lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation>Bibliothek wird geöffnet…</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Bring back a backup…</source>
        <translation>Sicherung zurückholen…</translation>
    </message>
    <message>
        <source>Bringing back the backup…</source>
        <translation>Die Sicherung wird zurückgeholt…</translation>
    </message>
    <message>
        <source>Looking through your folders</source>
        <translation>Ihre Ordner werden durchgesehen</translation>
    </message>
    <message>
        <source>Photos appear here as they are found, and can be searched at once.</source>
        <translation>Fotos erscheinen hier, sobald sie gefunden sind, und lassen sich sofort durchsuchen.</translation>
    </message>
    <message>
        <source>No photos here yet</source>
        <translation>Hier sind noch keine Fotos</translation>
    </message>
    <message>
        <source>The folders of this library hold no readable photos, or their drive is not connected.
Add another folder; new photos are noticed by themselves.</source>
        <translation>Die Ordner dieser Bibliothek enthalten keine lesbaren Fotos, oder ihr Laufwerk ist nicht verbunden.
Fügen Sie einen weiteren Ordner hinzu; neue Fotos werden von selbst bemerkt.</translation>
    </message>
    <message>
        <source>Your photos are not concerned. Bring back a backup: the damaged file is kept beside it. Without one, open another library and add your folders again.</source>
        <translation>Ihre Fotos sind davon nicht betroffen. Holen Sie eine Sicherung zurück; die beschädigte Datei bleibt daneben erhalten. Ohne Sicherung öffnen Sie eine andere Bibliothek und fügen Ihre Ordner wieder hinzu.</translation>
    </message>
    <message>
        <source>Add your photos</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Choose a folder, or drop one here. Your photos stay where they are.</source>
        <translation>Wählen Sie einen Ordner, oder ziehen Sie einen hierher. Ihre Fotos bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>They appear while they are read. Nothing ever leaves this computer.</source>
        <translation>Sie erscheinen, während sie gelesen werden. Nichts verlässt je diesen Rechner.</translation>
    </message>
    <message>
        <source>Drop any picture on the window to see the photos most like it.</source>
        <translation>Ziehen Sie ein beliebiges Bild auf das Fenster, um die ähnlichsten Fotos zu sehen.</translation>
    </message>
    <message>
        <source>Try other words.</source>
        <translation>Versuchen Sie andere Wörter.</translation>
    </message>
    <message>
        <source>There are no photos to search yet</source>
        <translation>Noch gibt es keine Fotos zum Durchsuchen</translation>
    </message>
    <message>
        <source>Add a folder of photos first.</source>
        <translation>Fügen Sie zuerst einen Ordner mit Fotos hinzu.</translation>
    </message>
    <message>
        <source>Nothing like it was found</source>
        <translation>Nichts Ähnliches gefunden</translation>
    </message>
    <message numerus="yes">
        <source>Hardly like it: %Ln photo(s).</source>
        <translation>
            <numerusform>Kaum ähnlich: %Ln Foto.</numerusform>
            <numerusform>Kaum ähnlich: %Ln Fotos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try another sense above, or another picture.</source>
        <translation>Versuchen Sie oben eine andere Art der Ähnlichkeit, oder ein anderes Bild.</translation>
    </message>
    <message>
        <source>No photo passes the filters</source>
        <translation>Kein Foto passt zu den Filtern</translation>
    </message>
    <message>
        <source>Remove one of the filters, or all of them.</source>
        <translation>Nehmen Sie einen der Filter weg, oder alle.</translation>
    </message>
    <message>
        <source>Searches</source>
        <translation>Suchanfragen</translation>
    </message>
    <message>
        <source>Recent and saved searches (Ctrl+H for all of them)</source>
        <translation>Letzte und gespeicherte Suchen (Strg+H für alle)</translation>
    </message>
    <message>
        <source>Open picture…</source>
        <translation>Bild öffnen…</translation>
    </message>
    <message>
        <source>Search by a picture from disk (Ctrl+O)</source>
        <translation>Mit einem Bild vom Datenträger suchen (Strg+O)</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add a folder of photos (Ctrl+Shift+O)</source>
        <translation>Einen Ordner mit Fotos aufnehmen (Strg+Umschalt+O)</translation>
    </message>
    <message>
        <source>At least:</source>
        <translation>Mindestens:</translation>
    </message>
    <message>
        <source>Drop or paste a picture to find photos like it</source>
        <translation>Ein Bild hierher ziehen oder einfügen, um ähnliche Fotos zu finden</translation>
    </message>
    <message>
        <source>Add a picture that photos should be like, or press − on one of these</source>
        <translation>Fügen Sie ein Bild hinzu, dem Fotos gleichen sollen, oder drücken Sie − auf einem von diesen</translation>
    </message>
    <message>
        <source>Remove this picture from the query (Del)</source>
        <translation>Dieses Bild aus der Suche nehmen (Entf)</translation>
    </message>
    <message>
        <source>Remove {title} from the query</source>
        <translation>{title} aus der Suche nehmen</translation>
    </message>
    <message>
        <source>Photos unlike this picture are looked for: press for photos like it (N)</source>
        <translation>Gesucht wird, was diesem Bild nicht gleicht: drücken, um Ähnliches zu suchen (N)</translation>
    </message>
    <message>
        <source>Photos like this picture are looked for: press for photos unlike it (N)</source>
        <translation>Gesucht wird, was diesem Bild gleicht: drücken, um Unähnliches zu suchen (N)</translation>
    </message>
    <message>
        <source>Unlike {title}</source>
        <translation>Nicht wie {title}</translation>
    </message>
    <message>
        <source>Like {title}</source>
        <translation>Wie {title}</translation>
    </message>
    <message>
        <source>Only the part inside the box counts</source>
        <translation>Nur der Teil im Rahmen zählt</translation>
    </message>
    <message>
        <source>N: like or unlike · +, − or wheel: weight · C: box · Del: remove · Enter: menu</source>
        <translation>N: ähnlich oder unähnlich · +, − oder Rad: Gewicht · C: Ausschnitt · Entf: entfernen · Eingabe: Menü</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Among the photos (these keys are fixed)</source>
        <translation>Bei den Fotos (diese Tasten liegen fest)</translation>
    </message>
    <message>
        <source>On a picture of the query (fixed)</source>
        <translation>Auf einem Suchbild (fest)</translation>
    </message>
    <message>
        <source>While a box is drawn on a picture (fixed)</source>
        <translation>Beim Zeichnen eines Ausschnitts (fest)</translation>
    </message>
    <message>
        <source>In the viewer (fixed)</source>
        <translation>In der Fotoansicht (fest)</translation>
    </message>
    <message>
        <source>Among duplicates (fixed)</source>
        <translation>Unter den Duplikaten (fest)</translation>
    </message>
    <message>
        <source>While duplicates are compared (fixed)</source>
        <translation>Beim Vergleichen von Duplikaten (fest)</translation>
    </message>
    <message>
        <source>On the days of the filters (fixed)</source>
        <translation>Auf den Tagen der Filter (fest)</translation>
    </message>
    <message>
        <source>Everywhere (fixed)</source>
        <translation>Überall (fest)</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Go to the next photo</source>
        <translation>Zum nächsten Foto gehen</translation>
    </message>
    <message>
        <source>Page up, Page down</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>Go one screen further</source>
        <translation>Eine Bildschirmseite weiter</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>Go to the first or last photo</source>
        <translation>Zum ersten oder letzten Foto gehen</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation>Alt+Hoch, Alt+Herunter</translation>
    </message>
    <message>
        <source>Go to the next heading, while no query is shown</source>
        <translation>Zur nächsten Überschrift gehen, wenn keine Suche gezeigt wird</translation>
    </message>
    <message>
        <source>Shift with these</source>
        <translation>Umschalt mit diesen</translation>
    </message>
    <message>
        <source>Select all photos on the way</source>
        <translation>Alle Fotos auf dem Weg auswählen</translation>
    </message>
    <message>
        <source>Ctrl with these</source>
        <translation>Strg mit diesen</translation>
    </message>
    <message>
        <source>Go there and leave the selection as it is</source>
        <translation>Dorthin gehen, ohne die Auswahl zu ändern</translation>
    </message>
    <message>
        <source>Space, Ctrl+Space</source>
        <translation>Leertaste, Strg+Leertaste</translation>
    </message>
    <message>
        <source>Add the photo to the selection, or take it out</source>
        <translation>Das Foto auswählen oder aus der Auswahl nehmen</translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation>Das Foto öffnen</translation>
    </message>
    <message>
        <source>Menu, Shift+F10</source>
        <translation>Menütaste, Umschalt+F10</translation>
    </message>
    <message>
        <source>What can be done with the photos</source>
        <translation>Was sich mit den Fotos tun lässt</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Go to the next picture</source>
        <translation>Zum nächsten Bild gehen</translation>
    </message>
    <message>
        <source>+, -</source>
        <translation>+, -</translation>
    </message>
    <message>
        <source>Give the picture more or less weight</source>
        <translation>Dem Bild mehr oder weniger Gewicht geben</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Turn it into “less like this”, or back</source>
        <translation>In „Weniger davon“ verwandeln, oder zurück</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Search for a part of it</source>
        <translation>Mit einem Teil davon suchen</translation>
    </message>
    <message>
        <source>Enter, Menu</source>
        <translation>Eingabe, Menütaste</translation>
    </message>
    <message>
        <source>All that can be done with it</source>
        <translation>Alles, was sich damit tun lässt</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Take it out of the query</source>
        <translation>Aus der Suche nehmen</translation>
    </message>
    <message>
        <source>Move the box</source>
        <translation>Den Ausschnitt verschieben</translation>
    </message>
    <message>
        <source>Shift+Arrow keys</source>
        <translation>Umschalt+Pfeiltasten</translation>
    </message>
    <message>
        <source>Make the box larger or smaller</source>
        <translation>Den Ausschnitt vergrößern oder verkleinern</translation>
    </message>
    <message>
        <source>In larger steps</source>
        <translation>In größeren Schritten</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>The whole picture again</source>
        <translation>Wieder das ganze Bild</translation>
    </message>
    <message>
        <source>Keep the box</source>
        <translation>Den Ausschnitt übernehmen</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Leave everything as it was</source>
        <translation>Alles lassen, wie es war</translation>
    </message>
    <message>
        <source>Arrow keys, Page up, Page down, Space</source>
        <translation>Pfeiltasten, Bild auf, Bild ab, Leertaste</translation>
    </message>
    <message>
        <source>Next or previous photo</source>
        <translation>Nächstes oder voriges Foto</translation>
    </message>
    <message>
        <source>First or last photo</source>
        <translation>Erstes oder letztes Foto</translation>
    </message>
    <message>
        <source>Larger or smaller</source>
        <translation>Größer oder kleiner</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Das Bild verschieben</translation>
    </message>
    <message>
        <source>Alt+Arrow keys</source>
        <translation>Alt+Pfeiltasten</translation>
    </message>
    <message>
        <source>Move only one of those that are compared</source>
        <translation>Nur eines der verglichenen verschieben</translation>
    </message>
    <message>
        <source>Full screen, or back</source>
        <translation>Vollbild, oder zurück</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>Zurück zu den Fotos</translation>
    </message>
    <message>
        <source>Go to the next file, over the ends of groups</source>
        <translation>Zur nächsten Datei, über die Enden der Gruppen hinweg</translation>
    </message>
    <message>
        <source>Page up, Page down, Home, End</source>
        <translation>Bild auf, Bild ab, Pos1, Ende</translation>
    </message>
    <message>
        <source>Go to other groups</source>
        <translation>Zu anderen Gruppen</translation>
    </message>
    <message>
        <source>K</source>
        <translation>K</translation>
    </message>
    <message>
        <source>Keep the file</source>
        <translation>Die Datei behalten</translation>
    </message>
    <message>
        <source>X, Delete</source>
        <translation>X, Entf</translation>
    </message>
    <message>
        <source>Mark the file to be removed</source>
        <translation>Die Datei zum Entfernen vormerken</translation>
    </message>
    <message>
        <source>U</source>
        <translation>U</translation>
    </message>
    <message>
        <source>Leave it to the rules again</source>
        <translation>Es wieder den Regeln überlassen</translation>
    </message>
    <message>
        <source>Agree with what is proposed, and go to the next group</source>
        <translation>Dem Vorschlag zustimmen und zur nächsten Gruppe gehen</translation>
    </message>
    <message>
        <source>Space, C</source>
        <translation>Leertaste, C</translation>
    </message>
    <message>
        <source>Compare the files of the group</source>
        <translation>Die Dateien der Gruppe vergleichen</translation>
    </message>
    <message>
        <source>The file is no copy of the others</source>
        <translation>Die Datei ist keine Kopie der anderen</translation>
    </message>
    <message>
        <source>Keep all files of the group, for good</source>
        <translation>Alle Dateien der Gruppe behalten, auf Dauer</translation>
    </message>
    <message>
        <source>Go to another file</source>
        <translation>Zu einer anderen Datei</translation>
    </message>
    <message>
        <source>Go to another group</source>
        <translation>Zu einer anderen Gruppe</translation>
    </message>
    <message>
        <source>K, X, U, Enter</source>
        <translation>K, X, U, Eingabe</translation>
    </message>
    <message>
        <source>Decide, as among duplicates</source>
        <translation>Entscheiden, wie unter den Duplikaten</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>Show another file in the same place, while it is held</source>
        <translation>Eine andere Datei an derselben Stelle zeigen, solange sie gehalten wird</translation>
    </message>
    <message>
        <source>Show the difference</source>
        <translation>Den Unterschied zeigen</translation>
    </message>
    <message>
        <source>Lay the pictures on each other, or not</source>
        <translation>Die Bilder aufeinanderlegen oder nicht</translation>
    </message>
    <message>
        <source>H</source>
        <translation>H</translation>
    </message>
    <message>
        <source>Show histograms</source>
        <translation>Histogramme zeigen</translation>
    </message>
    <message>
        <source>Z, +, -</source>
        <translation>Z, +, -</translation>
    </message>
    <message>
        <source>One to one, larger or smaller</source>
        <translation>Eins zu eins, größer oder kleiner</translation>
    </message>
    <message>
        <source>Move the pictures</source>
        <translation>Die Bilder verschieben</translation>
    </message>
    <message>
        <source>Space, C, Escape</source>
        <translation>Leertaste, C, Esc</translation>
    </message>
    <message>
        <source>Back to the duplicates</source>
        <translation>Zurück zu den Duplikaten</translation>
    </message>
    <message>
        <source>Left, Right, Home, End</source>
        <translation>Links, Rechts, Pos1, Ende</translation>
    </message>
    <message>
        <source>Choose a day or a month</source>
        <translation>Einen Tag oder Monat wählen</translation>
    </message>
    <message>
        <source>Choose all from there on</source>
        <translation>Alle von dort an wählen</translation>
    </message>
    <message>
        <source>Finer or coarser</source>
        <translation>Feiner oder gröber</translation>
    </message>
    <message>
        <source>All days again</source>
        <translation>Wieder alle Tage</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab, Umschalt+Tab</translation>
    </message>
    <message>
        <source>Go to the next part of the window, or back</source>
        <translation>Zum nächsten Teil des Fensters gehen, oder zurück</translation>
    </message>
    <message>
        <source>F10</source>
        <translation>F10</translation>
    </message>
    <message>
        <source>Go to the menus</source>
        <translation>In die Menüs gehen</translation>
    </message>
    <message>
        <source>Ctrl with the mouse wheel</source>
        <translation>Strg mit dem Mausrad</translation>
    </message>
    <message>
        <source>Larger or smaller photos</source>
        <translation>Größere oder kleinere Fotos</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Voriges Foto</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Nächstes Foto</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Ähnliche finden</translation>
    </message>
    <message>
        <source>Photos like this one</source>
        <translation>Fotos wie dieses</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>One pixel of the photo on one pixel of the screen</source>
        <translation>Ein Pixel des Fotos auf einem des Bildschirms</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Two to four photos side by side</source>
        <translation>Zwei bis vier Fotos nebeneinander</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Blinkvergleich</translation>
    </message>
    <message>
        <source>Another photo in the same place, and back</source>
        <translation>Ein anderes Foto an derselben Stelle, und zurück</translation>
    </message>
    <message>
        <source>Histogram and what the file says</source>
        <translation>Histogramm und Angaben aus der Datei</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Nothing but the photo</source>
        <translation>Nichts als das Foto</translation>
    </message>
    <message>
        <source>{position} of {count}</source>
        <translation>{position} von {count}</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Together with</source>
        <translation>Zusammen mit</translation>
    </message>
    <message>
        <source>Also at</source>
        <translation>Auch unter</translation>
    </message>
    <message>
        <source>Details of the photo</source>
        <translation>Einzelheiten zum Foto</translation>
    </message>
    <message>
        <source>All entries of the file</source>
        <translation>Alle Einträge der Datei</translation>
    </message>
    <message>
        <source>The file has no EXIF entries.</source>
        <translation>Die Datei hat keine EXIF-Einträge.</translation>
    </message>
    <message>
        <source>No entry has “{words}” in it.</source>
        <translation>Kein Eintrag enthält „{words}“.</translation>
    </message>
    <message>
        <source>Search the entries…</source>
        <translation>Einträge durchsuchen …</translation>
    </message>
    <message>
        <source>Search the entries</source>
        <translation>Einträge durchsuchen</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>Ausgangsgewichte</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>How well it finds</source>
        <translation>Wie gut er findet</translation>
    </message>
    <message>
        <source>not known</source>
        <comment>version</comment>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Objektiv</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Dateiformat</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Ausrichtung</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Choose on the map…</source>
        <translation>Auf der Karte wählen…</translation>
    </message>
    <message>
        <source>Draw an area on the map (Ctrl+Shift+G)</source>
        <translation>Auf der Karte ein Gebiet aufziehen (Strg+Umschalt+G)</translation>
    </message>
    <message>
        <source>Close the filters (Ctrl+Shift+F)</source>
        <translation>Filter schließen (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>Close the filters</source>
        <translation>Filter schließen</translation>
    </message>
    <message>
        <source>No photos</source>
        <translation>Keine Fotos</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) with a place</source>
        <translation>
            <numerusform>%Ln Foto mit Ort</numerusform>
            <numerusform>%Ln Fotos mit Ort</numerusform>
        </translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Cancel the change</source>
        <translation>Umstellung aufgeben</translation>
    </message>
    <message>
        <source>The encoder decides which photos are alike. With another one all photos are encoded anew in the background, while the present one goes on answering; going back takes no time.</source>
        <translation>Der Encoder entscheidet, welche Fotos ähnlich sind. Mit einem anderen werden alle Fotos im Hintergrund neu kodiert, während der jetzige weiter antwortet; zurück geht es ohne Wartezeit.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>In this library</source>
        <translation>In dieser Bibliothek</translation>
    </message>
    <message>
        <source>Encoders</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Show &amp;log</source>
        <translation>&amp;Protokoll zeigen</translation>
    </message>
    <message>
        <source>What the program did and what went wrong, slow starts and crashes too</source>
        <translation>Was das Programm getan hat und was schiefging, auch langsame Starts und Abstürze</translation>
    </message>
    <message>
        <source>Copy &amp;details for a bug report</source>
        <translation>&amp;Angaben für einen Fehlerbericht kopieren</translation>
    </message>
    <message>
        <source>Versions, changed settings and the last errors, for the clipboard</source>
        <translation>Versionen, geänderte Einstellungen und die letzten Fehler, für die Zwischenablage</translation>
    </message>
    <message>
        <source>Check for a &amp;new version</source>
        <translation>Nach einer &amp;neuen Version sehen</translation>
    </message>
    <message>
        <source>Opens the page of the releases in your browser, and does nothing else</source>
        <translation>Öffnet die Seite der Veröffentlichungen im Browser, sonst nichts</translation>
    </message>
    <message>
        <source>&amp;About PhotoSearch</source>
        <translation>&amp;Über PhotoSearch</translation>
    </message>
    <message>
        <source>The details are on the clipboard. Read them before you send them: errors can name files.</source>
        <translation>Die Angaben liegen in der Zwischenablage. Lesen Sie sie vor dem Verschicken: Fehlermeldungen können Dateien nennen.</translation>
    </message>
    <message>
        <source>This copy of PhotoSearch was not told where new versions are.</source>
        <translation>Diese Kopie von PhotoSearch weiß nicht, wo es neue Versionen gibt.</translation>
    </message>
    <message>
        <source>Look where you got it. This is version {version}.</source>
        <translation>Sehen Sie dort nach, wo Sie sie herhaben. Dies ist Version {version}.</translation>
    </message>
    <message>
        <source>There is no log: nothing could be written to {folder}.</source>
        <translation>Es gibt kein Protokoll: in {folder} ließ sich nichts schreiben.</translation>
    </message>
    <message>
        <source>Check the permissions of that folder, then start PhotoSearch again.</source>
        <translation>Prüfen Sie die Zugriffsrechte dieses Ordners, und starten Sie PhotoSearch neu.</translation>
    </message>
    <message>
        <source>Rating photos was interrupted when the program ended.</source>
        <translation>Das Bewerten von Fotos wurde durch das Ende des Programms unterbrochen.</translation>
    </message>
    <message>
        <source>Moving photos to the trash was interrupted when the program ended.</source>
        <translation>Das Verschieben von Fotos in den Papierkorb wurde durch das Ende des Programms unterbrochen.</translation>
    </message>
    <message>
        <source>The rest was cancelled.</source>
        <translation>Der Rest wurde abgebrochen.</translation>
    </message>
    <message>
        <source>“{name}” was left as it is: {why}</source>
        <translation>„{name}“ blieb unverändert: {why}</translation>
    </message>
    <message numerus="yes">
        <source>rating %Ln photo(s)</source>
        <translation>
            <numerusform>Bewertung von %Ln Foto</numerusform>
            <numerusform>Bewertung von %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>changing the keywords of %Ln photo(s)</source>
        <translation>
            <numerusform>Stichwörter von %Ln Foto</numerusform>
            <numerusform>Stichwörter von %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moving %Ln photo(s) to the trash</source>
        <translation>
            <numerusform>%Ln Foto in den Papierkorb</numerusform>
            <numerusform>%Ln Fotos in den Papierkorb</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moving %Ln photo(s) to “{folder}”</source>
        <translation>
            <numerusform>%Ln Foto nach „{folder}“ verschieben</numerusform>
            <numerusform>%Ln Fotos nach „{folder}“ verschieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>copying %Ln photo(s) to “{folder}”</source>
        <translation>
            <numerusform>%Ln Foto nach „{folder}“ kopieren</numerusform>
            <numerusform>%Ln Fotos nach „{folder}“ kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>cleaning up %Ln duplicate(s)</source>
        <translation>
            <numerusform>Aufräumen von %Ln Duplikat</numerusform>
            <numerusform>Aufräumen von %Ln Duplikaten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the keywords of %Ln photo(s).</source>
        <translation>
            <numerusform>Stichwörter von %Ln Foto geändert.</numerusform>
            <numerusform>Stichwörter von %Ln Fotos geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln photo(s) to the trash.</source>
        <translation>
            <numerusform>%Ln Foto in den Papierkorb verschoben.</numerusform>
            <numerusform>%Ln Fotos in den Papierkorb verschoben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln photo(s) to “{folder}”.</source>
        <translation>
            <numerusform>%Ln Foto nach „{folder}“ verschoben.</numerusform>
            <numerusform>%Ln Fotos nach „{folder}“ verschoben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln photo(s) to “{folder}”.</source>
        <translation>
            <numerusform>%Ln Foto nach „{folder}“ kopiert.</numerusform>
            <numerusform>%Ln Fotos nach „{folder}“ kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} are free once the trash is emptied.</source>
        <translation>{size} sind frei, sobald der Papierkorb geleert ist.</translation>
    </message>
    <message>
        <source>{size} left their folders.</source>
        <translation>{size} haben ihre Ordner verlassen.</translation>
    </message>
    <message>
        <source>{size} were freed.</source>
        <translation>{size} wurden frei.</translation>
    </message>
    <message numerus="yes">
        <source>Undone; %Ln photo(s) are as they were.</source>
        <translation>
            <numerusform>Rückgängig gemacht; %Ln Foto ist wieder wie vorher.</numerusform>
            <numerusform>Rückgängig gemacht; %Ln Fotos sind wieder wie vorher.</numerusform>
        </translation>
    </message>
    <message>
        <source>Changing keywords was interrupted when the program ended.</source>
        <translation>Das Vergeben von Stichwörtern wurde durch das Ende des Programms unterbrochen.</translation>
    </message>
    <message>
        <source>Moving photos to “{folder}” was interrupted when the program ended.</source>
        <translation>Das Verschieben nach „{folder}“ wurde unterbrochen, als das Programm endete.</translation>
    </message>
    <message>
        <source>Copying photos to “{folder}” was interrupted when the program ended.</source>
        <translation>Das Kopieren nach „{folder}“ wurde unterbrochen, als das Programm endete.</translation>
    </message>
    <message>
        <source>Cleaning up duplicates was interrupted when the program ended.</source>
        <translation>Das Aufräumen der Duplikate wurde unterbrochen, als das Programm endete.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were done; nothing is lost.</source>
        <translation>
            <numerusform>%Ln Foto war fertig; nichts ist verloren.</numerusform>
            <numerusform>%Ln Fotos waren fertig; nichts ist verloren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are still to come.</source>
        <translation>
            <numerusform>%Ln Foto steht noch aus.</numerusform>
            <numerusform>%Ln Fotos stehen noch aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undoing was interrupted when the program ended; nothing is lost.</source>
        <translation>Das Rückgängigmachen wurde unterbrochen, als das Programm endete; nichts ist verloren.</translation>
    </message>
    <message>
        <source>The notes of changes to files were damaged; what stood in the damaged part cannot be undone. They are kept as “{file}”: delete that file when nothing is missing.</source>
        <translation>Die Aufzeichnungen der Änderungen an Dateien waren beschädigt; was im beschädigten Teil stand, lässt sich nicht rückgängig machen. Sie sind als „{file}“ aufgehoben: Löschen Sie diese Datei, wenn nichts fehlt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were left as they are: {why}</source>
        <translation>
            <numerusform>%Ln Foto blieb unverändert: {why}</numerusform>
            <numerusform>%Ln Fotos blieben unverändert: {why}</numerusform>
        </translation>
    </message>
    <message>
        <source>the drive is not connected. Connect it and try again.</source>
        <translation>das Laufwerk ist nicht verbunden. Verbinden Sie es, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>the file is no longer where it was. Look for changes to update the library.</source>
        <translation>die Datei ist nicht mehr, wo sie war. „Nach Änderungen suchen“ macht die Bibliothek wieder aktuell.</translation>
    </message>
    <message>
        <source>another file has taken the place. Rename that one and undo again.</source>
        <translation>eine andere Datei hat den Platz eingenommen. Benennen Sie jene um, und machen Sie es noch einmal rückgängig.</translation>
    </message>
    <message>
        <source>not found in the trash. Look there and put back by hand what is missing.</source>
        <translation>nicht im Papierkorb zu finden. Sehen Sie dort nach, und legen Sie von Hand zurück, was fehlt.</translation>
    </message>
    <message>
        <source>this is only a link to a file elsewhere. Move that file instead.</source>
        <translation>das ist nur eine Verknüpfung mit einer Datei anderswo. Verschieben Sie stattdessen jene Datei.</translation>
    </message>
    <message>
        <source>already in that folder.</source>
        <translation>schon in diesem Ordner.</translation>
    </message>
    <message>
        <source>the link {link} leads to it, and would lead nowhere. Keep this file, or remove the link first.</source>
        <translation>die Verknüpfung {link} führt zu ihr und führte danach ins Leere. Behalten Sie diese Datei, oder entfernen Sie zuerst die Verknüpfung.</translation>
    </message>
    <message>
        <source>it is in the trash, but the copy that was to stay went away meanwhile. Put it back by hand: the system does not tell where in its trash it lies.</source>
        <translation>sie liegt im Papierkorb, doch die Kopie, die bleiben sollte, ist inzwischen weg. Holen Sie sie von Hand zurück: Das System sagt nicht, wo im Papierkorb sie liegt.</translation>
    </message>
    <message numerus="yes">
        <source>Replaced %Ln duplicate(s) by a link to the file that stays.</source>
        <translation>
            <numerusform>%Ln Duplikat durch einen Verweis auf die Datei ersetzt, die bleibt.</numerusform>
            <numerusform>%Ln Duplikate durch einen Verweis auf die Datei ersetzt, die bleibt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Shared the space of %Ln duplicate(s) with the file that stays.</source>
        <translation>
            <numerusform>%Ln Duplikat teilt seinen Platz mit der Datei, die bleibt.</numerusform>
            <numerusform>%Ln Duplikate teilen ihren Platz mit der Datei, die bleibt.</numerusform>
        </translation>
    </message>
    <message>
        <source>the file has changed since. Look for changes, then try again.</source>
        <translation>die Datei hat sich inzwischen geändert. Lassen Sie nach Änderungen suchen, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>the system does not allow it. Check the permissions of file and folder, and whether the drive can be written to.</source>
        <translation>das System erlaubt es nicht. Prüfen Sie die Zugriffsrechte von Datei und Ordner und ob das Laufwerk beschreibbar ist.</translation>
    </message>
    <message>
        <source>the disk is full. Make room on it and try again.</source>
        <translation>das Laufwerk ist voll. Schaffen Sie dort Platz, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>the XMP file beside it is damaged and is never overwritten. Repair it or move it away, then try again.</source>
        <translation>die XMP-Datei daneben ist beschädigt und wird nie überschrieben. Reparieren oder verschieben Sie sie, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>there is no trash for that drive. Nothing was deleted.</source>
        <translation>für dieses Laufwerk gibt es keinen Papierkorb. Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>the copy that was to stay is gone, has changed or cannot be read. Look for changes, then look at its group again.</source>
        <translation>die Kopie, die bleiben sollte, ist weg, hat sich geändert oder ist nicht lesbar. Suchen Sie nach Änderungen und sehen Sie die Gruppe dann noch einmal an.</translation>
    </message>
    <message>
        <source>it is the file that stays itself, under another name or on another way.</source>
        <translation>es ist die Datei selbst, die bleibt, unter anderem Namen oder auf anderem Weg.</translation>
    </message>
    <message>
        <source>its content is not the same, byte for byte. Move it to the trash instead.</source>
        <translation>der Inhalt ist nicht Byte für Byte derselbe. Verschieben Sie sie stattdessen in den Papierkorb.</translation>
    </message>
    <message>
        <source>that is not possible on this drive. Choose another way of cleaning up.</source>
        <translation>das ist auf diesem Laufwerk nicht möglich. Wählen Sie eine andere Art aufzuräumen.</translation>
    </message>
    <message>
        <source>the system reports: {detail}.</source>
        <translation>das System meldet: {detail}.</translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln duplicate(s) to “{folder}”.</source>
        <translation>
            <numerusform>%Ln Duplikat nach „{folder}“ verschoben.</numerusform>
            <numerusform>%Ln Duplikate nach „{folder}“ verschoben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln duplicate(s) to the trash.</source>
        <translation>
            <numerusform>%Ln Duplikat in den Papierkorb verschoben.</numerusform>
            <numerusform>%Ln Duplikate in den Papierkorb verschoben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rejected %Ln photo(s).</source>
        <translation>
            <numerusform>%Ln Foto abgelehnt.</numerusform>
            <numerusform>%Ln Fotos abgelehnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took the rating of %Ln photo(s) away.</source>
        <translation>
            <numerusform>Bewertung von %Ln Foto entfernt.</numerusform>
            <numerusform>Bewertung von %Ln Fotos entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rated %Ln photo(s) {stars}.</source>
        <translation>
            <numerusform>%Ln Foto mit {stars} bewertet.</numerusform>
            <numerusform>%Ln Fotos mit {stars} bewertet.</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” could not be started.</source>
        <translation>„{name}“ ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>Choose another program with Photo &gt; Open with.</source>
        <translation>Wählen Sie mit „Foto &gt; Öffnen mit“ ein anderes Programm.</translation>
    </message>
    <message>
        <source>“{name}” is not a program.</source>
        <translation>„{name}“ ist kein Programm.</translation>
    </message>
    <message>
        <source>Choose a file that can be run.</source>
        <translation>Wählen Sie eine Datei, die sich ausführen lässt.</translation>
    </message>
    <message>
        <source>“{name}” does not say how its program is started.</source>
        <translation>„{name}“ sagt nicht, wie das Programm gestartet wird.</translation>
    </message>
    <message>
        <source>Choose the program itself.</source>
        <translation>Wählen Sie das Programm selbst.</translation>
    </message>
    <message numerus="yes">
        <source>Keywords of %Ln photo(s)</source>
        <translation>
            <numerusform>Stichwörter von %Ln Foto</numerusform>
            <numerusform>Stichwörter von %Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>New keywords, separated by commas</source>
        <translation>Neue Stichwörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add what was typed to all of the photos (Enter)</source>
        <translation>Was eingegeben ist, zu allen Fotos hinzufügen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Checked: all of the photos have it. Half checked: some of them have it.</source>
        <translation>Angekreuzt: alle Fotos haben es. Halb angekreuzt: einige haben es.</translation>
    </message>
    <message>
        <source>Save keywords</source>
        <translation>Stichwörter speichern</translation>
    </message>
    <message>
        <source>Write them into files beside the photos; the photos are not touched.</source>
        <translation>In Dateien neben den Fotos schreiben; die Fotos selbst bleiben unberührt.</translation>
    </message>
    <message>
        <source>Half checked: only some of the photos have the keyword.</source>
        <translation>Halb angekreuzt: nur einige der Fotos haben das Stichwort.</translation>
    </message>
    <message>
        <source>There are no keywords yet. Type one and press Enter.</source>
        <translation>Noch gibt es keine Stichwörter. Geben Sie eines ein, und drücken Sie die Eingabetaste.</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
    <message>
        <source>Looked for in names, folders, captions, keywords, cameras, and what the encoder sees: no photo has {words}.</source>
        <translation>Gesucht in Namen, Ordnern, Beschreibungen, Stichwörtern, Kameras und in dem, was der Encoder sieht: Kein Foto hat {words}.</translation>
    </message>
    <message>
        <source>Words near it that photos do have:</source>
        <translation>Ähnliche Wörter, die bei Fotos vorkommen:</translation>
    </message>
    <message>
        <source>In “{text}” is no word to look for: no letter and no digit.</source>
        <translation>In „{text}“ steht kein Wort, nach dem sich suchen ließe: kein Buchstabe und keine Ziffer.</translation>
    </message>
    <message>
        <source>“{filter}” leaves nothing: no photo of the library passes it.</source>
        <translation>„{filter}“ lässt nichts übrig: Kein Foto der Bibliothek erfüllt das.</translation>
    </message>
    <message>
        <source>No photo has all these words together.</source>
        <translation>Kein Foto hat alle diese Wörter zusammen.</translation>
    </message>
    <message>
        <source>Each of the filters leaves photos, but together they leave none.</source>
        <translation>Jeder der Filter lässt Fotos übrig, aber zusammen lassen sie keines.</translation>
    </message>
    <message>
        <source>{word} ({count})</source>
        <translation>{word} ({count})</translation>
    </message>
    <message>
        <source>Only “{filter}” ({count})</source>
        <translation>Nur „{filter}“ ({count})</translation>
    </message>
    <message>
        <source>Without “{filter}” ({count})</source>
        <translation>Ohne „{filter}“ ({count})</translation>
    </message>
    <message>
        <source>Has these words</source>
        <translation>Enthält diese Wörter</translation>
    </message>
    <message>
        <source>Taken in this period</source>
        <translation>In dieser Zeit aufgenommen</translation>
    </message>
    <message>
        <source>Taken with this camera</source>
        <translation>Mit dieser Kamera aufgenommen</translation>
    </message>
    <message>
        <source>Taken through this lens</source>
        <translation>Mit diesem Objektiv aufgenommen</translation>
    </message>
    <message>
        <source>Of this format</source>
        <translation>In diesem Format</translation>
    </message>
    <message>
        <source>Rated this or better</source>
        <translation>So oder besser bewertet</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>In this folder</source>
        <translation>In diesem Ordner</translation>
    </message>
    <message>
        <source>Dates to check</source>
        <translation>Zu prüfende Daten</translation>
    </message>
    <message>
        <source>With such a date</source>
        <translation>Mit einem solchen Datum</translation>
    </message>
    <message>
        <source>Taken here</source>
        <translation>Hier aufgenommen</translation>
    </message>
    <message>
        <source>Of this orientation</source>
        <translation>In dieser Form</translation>
    </message>
    <message>
        <source>Has this keyword</source>
        <translation>Hat dieses Stichwort</translation>
    </message>
    <message>
        <source>There are copies of it</source>
        <translation>Es gibt Kopien davon</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Querformat</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Hochformat</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadratisch</translation>
    </message>
    <message>
        <source>In the future</source>
        <translation>In der Zukunft</translation>
    </message>
    <message>
        <source>Before 1900</source>
        <translation>Vor 1900</translation>
    </message>
    <message>
        <source>When clocks start (1970)</source>
        <translation>Anfang der Uhr (1970)</translation>
    </message>
    <message>
        <source>Has copies</source>
        <translation>Hat Kopien</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Kein Datum</translation>
    </message>
    <message>
        <source>Rated</source>
        <translation>Bewertet</translation>
    </message>
    <message>
        <source>Not rejected</source>
        <translation>Nicht abgelehnt</translation>
    </message>
    <message>
        <source>{stars} and more</source>
        <translation>{stars} und mehr</translation>
    </message>
    <message>
        <source>Since {day}</source>
        <translation>Seit {day}</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>Bis {day}</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} – {last}</translation>
    </message>
    <message>
        <source>Days on which photos were taken</source>
        <translation>Tage, an denen Fotos entstanden sind</translation>
    </message>
    <message>
        <source>Drag over a period, or use the arrow keys with Shift. + and - zoom in and out.</source>
        <translation>Über einen Zeitraum ziehen, oder Pfeiltasten und Umschalt benutzen. + und - zeigen es feiner oder gröber.</translation>
    </message>
    <message>
        <source>{time}: {photos}</source>
        <translation>{time}: {photos}</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>Alle Tage</translation>
    </message>
    <message>
        <source>No dates</source>
        <translation>Keine Datumsangaben</translation>
    </message>
    <message>
        <source>{what}: {value} (Delete removes it)</source>
        <translation>{what}: {value} (Entf nimmt es weg)</translation>
    </message>
    <message>
        <source>Filter {what}: {value}</source>
        <translation>Filter {what}: {value}</translation>
    </message>
    <message>
        <source>Remove this filter condition</source>
        <translation>Diesen Filter wegnehmen</translation>
    </message>
    <message>
        <source>Remove {value}</source>
        <translation>{value} wegnehmen</translation>
    </message>
    <message>
        <source>Filters that are set</source>
        <translation>Gesetzte Filter</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Alle aufheben</translation>
    </message>
    <message>
        <source>Remove all filters (Ctrl+Shift+Backspace)</source>
        <translation>Alle Filter wegnehmen (Strg+Umschalt+Rücktaste)</translation>
    </message>
    <message>
        <source>&amp;Filters</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>Narrow the photos by folder, date, camera and more</source>
        <translation>Die Fotos nach Ordner, Datum, Kamera und anderem eingrenzen</translation>
    </message>
    <message>
        <source>Find by &amp;words</source>
        <translation>Nach &amp;Wörtern suchen</translation>
    </message>
    <message>
        <source>Words in name, folder, caption, keywords, camera, or seen in the photo</source>
        <translation>Wörter in Name, Ordner, Beschreibung, Stichwörtern, Kamera oder im Foto Erkanntes</translation>
    </message>
    <message>
        <source>Find by words (Ctrl+K): in names, captions, keywords, cameras, or seen in photos</source>
        <translation>Nach Wörtern suchen (Strg+K): in Namen, Beschreibungen, Stichwörtern, Kameras oder im Foto Erkanntem</translation>
    </message>
    <message>
        <source>Words…</source>
        <translation>Wörter…</translation>
    </message>
    <message>
        <source>&amp;Clear all filters</source>
        <translation>Alle &amp;Filter aufheben</translation>
    </message>
    <message>
        <source>Name, caption, keyword…</source>
        <translation>Name, Text, Stichwort…</translation>
    </message>
    <message>
        <source>Words in name, folder, caption, keywords, camera or content</source>
        <translation>Wörter in Name, Ordner, Beschreibung, Stichwörtern, Kamera oder Inhalt</translation>
    </message>
    <message>
        <source>Photos with all these words in name, folder, caption, keywords, camera, or seen in them; “quoted words” stand together. (Ctrl+K) Ctrl+Enter finds photos that show what the words say, whatever they are called.</source>
        <translation>Fotos mit all diesen Wörtern in Name, Ordner, Beschreibung, Stichwörtern, Kamera, oder darin gesehen; „Wörter in Anführungszeichen“ stehen zusammen. (Strg+K) Strg+Eingabe findet Fotos, die zeigen, was die Wörter sagen, wie auch immer sie heißen.</translation>
    </message>
    <message>
        <source>Open or close (Space)</source>
        <translation>Auf- oder zuklappen (Leertaste)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Diesen Filter aufheben</translation>
    </message>
    <message>
        <source>Clear {title}</source>
        <translation>{title} aufheben</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Zugeklappt</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>state</comment>
        <translation>Aufgeklappt</translation>
    </message>
    <message>
        <source>Find in this list</source>
        <translation>In dieser Liste suchen</translation>
    </message>
    <message>
        <source>Find in {list}</source>
        <translation>In {list} suchen</translation>
    </message>
    <message>
        <source>{value}, {photos}</source>
        <translation>{value}, {photos}</translation>
    </message>
    <message>
        <source>{value}: {photos}</source>
        <translation>{value}: {photos}</translation>
    </message>
    <message>
        <source>&amp;Left out of this folder</source>
        <translation>In diesem Ordner &amp;ausgelassen</translation>
    </message>
    <message>
        <source>Patterns of what is left out</source>
        <translation>Muster für das, was ausgelassen wird</translation>
    </message>
    <message>
        <source>Pattern to leave out</source>
        <translation>Muster zum Auslassen</translation>
    </message>
    <message>
        <source>For example *.png or old scans</source>
        <translation>Zum Beispiel *.png oder alte Scans</translation>
    </message>
    <message>
        <source>Add pattern</source>
        <translation>Muster hinzufügen</translation>
    </message>
    <message>
        <source>Leave this out too (Enter)</source>
        <translation>Auch das auslassen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Leave out a folder…</source>
        <translation>Ordner auslassen…</translation>
    </message>
    <message>
        <source>Choose a folder inside this one</source>
        <translation>Einen Ordner in diesem Ordner wählen</translation>
    </message>
    <message>
        <source>Include again</source>
        <translation>Wieder aufnehmen</translation>
    </message>
    <message>
        <source>Remove the chosen patterns (Delete)</source>
        <translation>Die gewählten Muster entfernen (Entf)</translation>
    </message>
    <message>
        <source>Photos that are left out are hidden, not forgotten. A pattern fits names of files and folders; one that begins with / is tied to a place, as /2003/scans.</source>
        <translation>Ausgelassene Fotos sind ausgeblendet, nicht vergessen. Ein Muster passt auf Namen von Dateien und Ordnern; eines mit / am Anfang gilt für eine bestimmte Stelle, etwa /2003/scans.</translation>
    </message>
    <message>
        <source>Left out of all folders: {names}</source>
        <translation>In allen Ordnern ausgelassen: {names}</translation>
    </message>
    <message>
        <source>F&amp;olders…</source>
        <translation>&amp;Ordner…</translation>
    </message>
    <message>
        <source>Which folders are in the library, their state, and what is left out</source>
        <translation>Welche Ordner in der Bibliothek sind, wie es um sie steht, was ausgelassen ist</translation>
    </message>
    <message>
        <source>{folder} is no longer in the library. Its files are where they were.</source>
        <translation>{folder} ist nicht mehr in der Bibliothek. Die Dateien sind, wo sie waren.</translation>
    </message>
    <message>
        <source>Add it again</source>
        <translation>Wieder hinzufügen</translation>
    </message>
    <message>
        <source>Leave out a folder</source>
        <translation>Einen Ordner auslassen</translation>
    </message>
    <message>
        <source>Click to select the photos under this heading</source>
        <translation>Klicken, um die Fotos unter dieser Überschrift auszuwählen</translation>
    </message>
    <message>
        <source>Search inside a box</source>
        <translation>Im Ausschnitt suchen</translation>
    </message>
    <message>
        <source>Remove the box (W)</source>
        <translation>Den Ausschnitt aufheben (W)</translation>
    </message>
    <message>
        <source>Back to what was searched for before (Esc)</source>
        <translation>Zurück zu dem, womit vorher gesucht wurde (Esc)</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Keep the box (Enter)</source>
        <translation>Den Ausschnitt übernehmen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Drag a box over what you look for. Arrow keys begin one, too.</source>
        <translation>Ziehen Sie einen Rahmen um das Gesuchte. Auch die Pfeiltasten beginnen einen.</translation>
    </message>
    <message>
        <source>Arrow keys move the box, with Shift they resize it.</source>
        <translation>Pfeiltasten verschieben den Rahmen, mit Umschalt ändern sie seine Größe.</translation>
    </message>
    <message>
        <source>The picture, with the box that is searched in</source>
        <translation>Das Bild mit dem Ausschnitt, nach dem gesucht wird</translation>
    </message>
    <message>
        <source>No box: the whole picture is searched for</source>
        <translation>Kein Ausschnitt: gesucht wird mit dem ganzen Bild</translation>
    </message>
    <message>
        <source>Box: {width} % by {height} % of the picture, {x} % in, {y} % down</source>
        <translation>Ausschnitt: {width} % × {height} % des Bildes, {x} % vom Rand, {y} % von oben</translation>
    </message>
    <message>
        <source>The pictures of this search cannot be read any more.</source>
        <translation>Die Bilder dieser Suche lassen sich nicht mehr lesen.</translation>
    </message>
    <message>
        <source>Search by other pictures, and remove this search.</source>
        <translation>Suchen Sie mit anderen Bildern, und entfernen Sie diese Suche.</translation>
    </message>
    <message>
        <source>&amp;Save search…</source>
        <translation>Suche s&amp;peichern…</translation>
    </message>
    <message>
        <source>Give the search that is shown a name</source>
        <translation>Der gezeigten Suche einen Namen geben</translation>
    </message>
    <message>
        <source>&amp;Recent and saved searches…</source>
        <translation>&amp;Letzte und gespeicherte Suchen…</translation>
    </message>
    <message>
        <source>Search again as before; rename and remove saved searches</source>
        <translation>Noch einmal suchen wie früher; gespeicherte Suchen umbenennen und entfernen</translation>
    </message>
    <message>
        <source>The search is saved as “{name}”.</source>
        <translation>Die Suche ist als „{name}“ gespeichert.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>What you search for is listed here</source>
        <translation>Hier steht, womit Sie suchen</translation>
    </message>
    <message>
        <source>“{name}” is removed.</source>
        <translation>„{name}“ ist entfernt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln searches are forgotten.</source>
        <translation>
            <numerusform>%Ln Suche ist vergessen.</numerusform>
            <numerusform>%Ln Suchen sind vergessen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} and “{words}”</source>
        <translation>{title} und „{words}“</translation>
    </message>
    <message numerus="yes">
        <source>{title} and %Ln more</source>
        <translation>
            <numerusform>{title} und %Ln weiteres</numerusform>
            <numerusform>{title} und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>with pictures to avoid</source>
        <translation>mit Bildern, denen nichts gleichen soll</translation>
    </message>
    <message>
        <source>inside a box</source>
        <translation>in einem Ausschnitt</translation>
    </message>
    <message>
        <source>filtered</source>
        <translation>gefiltert</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Cancel; nothing changes.</source>
        <translation>Aufgeben; nichts ändert sich.</translation>
    </message>
    <message>
        <source>“{name}” is a folder. Add it to the library, or search by what is in it?</source>
        <translation>„{name}“ ist ein Ordner. Zur Bibliothek hinzufügen, oder mit seinen Bildern suchen?</translation>
    </message>
    <message>
        <source>&amp;Add to the library</source>
        <translation>Zur &amp;Bibliothek hinzufügen</translation>
    </message>
    <message>
        <source>Index its photos; they stay there.</source>
        <translation>Seine Fotos indizieren; sie bleiben dort.</translation>
    </message>
    <message>
        <source>&amp;Search by its pictures</source>
        <translation>Mit seinen Bildern &amp;suchen</translation>
    </message>
    <message>
        <source>Find photos like the first {count} pictures in it.</source>
        <translation>Fotos wie die ersten {count} Bilder darin finden.</translation>
    </message>
    <message>
        <source>&amp;Neither</source>
        <translation>&amp;Keines von beiden</translation>
    </message>
    <message>
        <source>Do nothing with it.</source>
        <translation>Nichts damit tun.</translation>
    </message>
    <message>
        <source>There is no picture in this folder.</source>
        <translation>In diesem Ordner ist kein Bild.</translation>
    </message>
    <message>
        <source>Drop another folder, or pictures.</source>
        <translation>Ziehen Sie einen anderen Ordner hierher, oder Bilder.</translation>
    </message>
    <message>
        <source>Fetch the picture from {site}?</source>
        <translation>Das Bild von {site} holen?</translation>
    </message>
    <message numerus="yes">
        <source>These are %Ln folders. Add them, or search by what is in them?</source>
        <translation>
            <numerusform>Das ist %Ln Ordner. Hinzufügen, oder mit seinen Bildern suchen?</numerusform>
            <numerusform>Das sind %Ln Ordner. Hinzufügen, oder mit ihren Bildern suchen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln picture(s) from {site}?</source>
        <translation>
            <numerusform>%Ln Bild von {site} holen?</numerusform>
            <numerusform>%Ln Bilder von {site} holen?</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Fetch</source>
        <translation>&amp;Holen</translation>
    </message>
    <message>
        <source>This once. The site learns that somebody asked for it, and nothing else.</source>
        <translation>Dieses eine Mal. Die Website erfährt, dass jemand danach gefragt hat, und sonst nichts.</translation>
    </message>
    <message>
        <source>&amp;Always</source>
        <translation>&amp;Immer</translation>
    </message>
    <message>
        <source>From any site from now on, without asking.</source>
        <translation>Von jeder Website ab jetzt, ohne zu fragen.</translation>
    </message>
    <message>
        <source>&amp;This is what I look for</source>
        <translation>Pass&amp;t zur Suche</translation>
    </message>
    <message>
        <source>Say that the chosen photos are right: later searches learn from it</source>
        <translation>Sagen, dass die gewählten Fotos richtig sind: Spätere Suchen lernen daraus</translation>
    </message>
    <message>
        <source>&amp;Not what I look for</source>
        <translation>Passt nic&amp;ht zur Suche</translation>
    </message>
    <message>
        <source>Take the chosen photos out of those found; later searches learn from it</source>
        <translation>Die gewählten Fotos aus den gefundenen nehmen; spätere Suchen lernen daraus</translation>
    </message>
    <message>
        <source>Noted.</source>
        <translation>Vermerkt.</translation>
    </message>
    <message>
        <source>Only searches by photos of the library teach.</source>
        <translation>Nur aus Suchen nach Fotos der Bibliothek lässt sich lernen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) taken out of those found.</source>
        <translation>
            <numerusform>%Ln Foto aus den gefundenen genommen.</numerusform>
            <numerusform>%Ln Fotos aus den gefundenen genommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Learn from it</source>
        <translation>Daraus &amp;lernen</translation>
    </message>
    <message>
        <source>Now and later. Library &gt; Encoder… shows what was learned, and erases it.</source>
        <translation>Jetzt und später. Bibliothek &gt; Encoder… zeigt, was gelernt wurde, und löscht es.</translation>
    </message>
    <message>
        <source>Ne&amp;ver</source>
        <translation>&amp;Nie</translation>
    </message>
    <message>
        <source>The settings can change that.</source>
        <translation>Die Einstellungen können das ändern.</translation>
    </message>
    <message>
        <source>Ask again another day.</source>
        <translation>Ein andermal wieder fragen.</translation>
    </message>
    <message>
        <source>May PhotoSearch learn from what you say of photos? It is noted in the library, on this computer only.</source>
        <translation>Darf PhotoSearch aus dem lernen, was Sie über Fotos sagen? Es wird in der Bibliothek vermerkt, nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>That contradicts what you said before: from now on the last answer counts.</source>
        <translation>Das widerspricht dem, was Sie zuvor sagten: Von jetzt an gilt die letzte Antwort.</translation>
    </message>
    <message>
        <source>What was learned last is taken back.</source>
        <translation>Das zuletzt Gelernte ist zurückgenommen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) erased.</source>
        <translation>
            <numerusform>%Ln Antwort gelöscht.</numerusform>
            <numerusform>%Ln Antworten gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tables (*.csv);;For scripts (*.json)</source>
        <translation>Tabellen (*.csv);;Für Skripte (*.json)</translation>
    </message>
    <message>
        <source>Export answers</source>
        <translation>Antworten exportieren</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln answer(s) to “{name}”.</source>
        <translation>
            <numerusform>%Ln Antwort in „{name}“ geschrieben.</numerusform>
            <numerusform>%Ln Antworten in „{name}“ geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Do not ask again. The settings can change that.</source>
        <translation>Nicht mehr fragen. In den Einstellungen lässt sich das ändern.</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>&amp;Jetzt nicht</translation>
    </message>
    <message>
        <source>Do not fetch it.</source>
        <translation>Nicht holen.</translation>
    </message>
    <message>
        <source>Pictures are not fetched from the web, as you chose.</source>
        <translation>Bilder werden nicht aus dem Web geholt, wie Sie es eingestellt haben.</translation>
    </message>
    <message>
        <source>Ask me again</source>
        <translation>Wieder fragen</translation>
    </message>
    <message>
        <source>Fetching from {site}…</source>
        <translation>Bild von {site} wird geholt…</translation>
    </message>
    <message>
        <source>Save the search</source>
        <translation>Suche speichern</translation>
    </message>
    <message>
        <source>Name of the search</source>
        <translation>Name der Suche</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>There is a saved search of this name. It would be replaced.</source>
        <translation>Es gibt schon eine gespeicherte Suche mit diesem Namen. Sie würde ersetzt.</translation>
    </message>
    <message>
        <source>Pictures, sense, box, weights, filters and cut-off are kept.</source>
        <translation>Bilder, Art der Ähnlichkeit, Ausschnitt, Gewichte, Filter und Grenze bleiben erhalten.</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>A search gets a name with Search &gt; Save search (Ctrl+S).</source>
        <translation>Mit „Suche &gt; Suche speichern“ (Strg+S) bekommt eine Suche einen Namen.</translation>
    </message>
    <message>
        <source>&amp;Saved</source>
        <translation>&amp;Gespeichert</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>&amp;Zuletzt</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>Ent&amp;fernen</translation>
    </message>
    <message>
        <source>&amp;Undecided</source>
        <translation>&amp;Unentschieden</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>&amp;Agree and go on</source>
        <translation>&amp;Zustimmen und weiter</translation>
    </message>
    <message>
        <source>Keep a&amp;ll files</source>
        <translation>&amp;Alle Dateien behalten</translation>
    </message>
    <message>
        <source>&amp;Not a match</source>
        <translation>&amp;Gehören nicht zusammen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Forget recent ones</source>
        <translation>Letzte vergessen</translation>
    </message>
    <message>
        <source>Same s&amp;hot</source>
        <translation>Gleiche &amp;Aufnahme</translation>
    </message>
    <message>
        <source>Same &amp;look</source>
        <translation>Gleicher L&amp;ook</translation>
    </message>
    <message>
        <source>Same s&amp;ubject</source>
        <translation>Gleiches &amp;Motiv</translation>
    </message>
    <message>
        <source>Sense towards same sh&amp;ot</source>
        <translation>Mehr zur gleichen A&amp;ufnahme</translation>
    </message>
    <message>
        <source>Sense towards same sub&amp;ject</source>
        <translation>Mehr zum gleichen Mot&amp;iv</translation>
    </message>
    <message>
        <source>Cut off &amp;more strictly</source>
        <translation>&amp;Strenger begrenzen</translation>
    </message>
    <message>
        <source>Cut off l&amp;ess strictly</source>
        <translation>W&amp;eniger streng begrenzen</translation>
    </message>
    <message>
        <source>Search inside a &amp;box…</source>
        <translation>Im Aussch&amp;nitt suchen…</translation>
    </message>
    <message>
        <source>Choose the part of the query&apos;s picture that counts</source>
        <translation>Den Teil des Suchbildes wählen, der zählt</translation>
    </message>
    <message>
        <source>And wh&amp;at is like those</source>
        <translation>Und was &amp;denen ähnelt</translation>
    </message>
    <message>
        <source>Go on from the first photos found to the photos that are like them</source>
        <translation>Von den ersten gefundenen Fotos weiter zu denen, die ihnen ähneln</translation>
    </message>
    <message>
        <source>&amp;Go to the query</source>
        <translation>&amp;Zur Suche gehen</translation>
    </message>
    <message>
        <source>Move the keyboard to the pictures of the query</source>
        <translation>Mit der Tastatur zu den Suchbildern gehen</translation>
    </message>
    <message>
        <source>Drop here to walk from it</source>
        <translation>Hier ablegen, um von dort loszugehen</translation>
    </message>
    <message>
        <source>Drop here to find photos like it</source>
        <translation>Hier ablegen, um ähnliche Fotos zu finden</translation>
    </message>
    <message>
        <source>Drop here to add it</source>
        <translation>Hier ablegen zum Hinzufügen</translation>
    </message>
    <message>
        <source>Drop pictures to find photos like them, or folders</source>
        <translation>Bilder ablegen, um ähnliche Fotos zu finden, oder Ordner</translation>
    </message>
    <message>
        <source>Drop here to add it to the query</source>
        <translation>Hier ablegen, um es zur Suche hinzuzufügen</translation>
    </message>
    <message>
        <source>Drop here to search by it alone</source>
        <translation>Hier ablegen, um nur damit zu suchen</translation>
    </message>
    <message>
        <source>Choose a part of the screen</source>
        <translation>Einen Teil des Bildschirms wählen</translation>
    </message>
    <message>
        <source>Drag over what to search by, or use the arrow keys and Enter. Escape cancels.</source>
        <translation>Ziehen Sie einen Rahmen um das, womit gesucht wird, oder nehmen Sie Pfeiltasten und Eingabetaste. Esc bricht ab.</translation>
    </message>
    <message>
        <source>Is only the background to be seen? Allow PhotoSearch to record the screen, in the system&apos;s settings under Privacy.</source>
        <translation>Ist nur der Hintergrund zu sehen? Erlauben Sie PhotoSearch in den Systemeinstellungen unter „Datenschutz“, den Bildschirm aufzunehmen.</translation>
    </message>
    <message>
        <source>This system does not let programs see the screen.</source>
        <translation>Dieses System lässt Programme den Bildschirm nicht sehen.</translation>
    </message>
    <message>
        <source>Take a screenshot with the system&apos;s own program and paste it here.</source>
        <translation>Machen Sie mit dem Programm des Systems ein Bildschirmfoto, und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>&amp;Tastenkürzel…</translation>
    </message>
    <message>
        <source>All commands and keys; they can be changed there</source>
        <translation>Alle Befehle und Tasten; dort lassen sie sich ändern</translation>
    </message>
    <message>
        <source>Press the keys; Escape keeps the old ones</source>
        <translation>Die neuen Tasten drücken; Esc behält die alten</translation>
    </message>
    <message>
        <source>Press the new keys</source>
        <translation>Neue Tasten drücken</translation>
    </message>
    <message>
        <source>These keys cannot be used. Take others.</source>
        <translation>Diese Tasten sind nicht möglich. Nehmen Sie andere.</translation>
    </message>
    <message>
        <source>Tab leads from one part of the window to the next. Take other keys.</source>
        <translation>Tab führt von einem Teil des Fensters zum nächsten. Nehmen Sie andere Tasten.</translation>
    </message>
    <message>
        <source>These keys move among the photos. Take others.</source>
        <translation>Diese Tasten führen durch die Fotos. Nehmen Sie andere.</translation>
    </message>
    <message>
        <source>These keys press buttons and open photos. Take others.</source>
        <translation>Diese Tasten drücken Schaltflächen und öffnen Fotos. Nehmen Sie andere.</translation>
    </message>
    <message>
        <source>F10 leads to the menus. Take other keys.</source>
        <translation>F10 führt in die Menüs. Nehmen Sie andere Tasten.</translation>
    </message>
    <message>
        <source>These keys open a menu. Take others.</source>
        <translation>Diese Tasten öffnen ein Menü. Nehmen Sie andere.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>No command has these words or keys.</source>
        <translation>Kein Befehl enthält diese Wörter oder Tasten.</translation>
    </message>
    <message>
        <source>Search for a command or for keys</source>
        <translation>Nach einem Befehl oder Tasten suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Anderswo</translation>
    </message>
    <message>
        <source>Press other keys for it (Enter)</source>
        <translation>Andere Tasten dafür drücken (Eingabetaste)</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Add a folder: {title}</source>
        <translation>Ordner hinzufügen: {title}</translation>
    </message>
    <message>
        <source>Take it out of the list (Delete)</source>
        <translation>Aus der Liste nehmen (Entf)</translation>
    </message>
    <message>
        <source>Press more keys for it</source>
        <translation>Weitere Tasten dafür drücken</translation>
    </message>
    <message>
        <source>Leave it without keys</source>
        <translation>Danach hat der Befehl keine Tasten</translation>
    </message>
    <message>
        <source>Back to its default keys</source>
        <translation>Die Tasten von Anfang an</translation>
    </message>
    <message>
        <source>Back to the default keys of all commands</source>
        <translation>Alle Befehle haben wieder die Tasten von Anfang an</translation>
    </message>
    <message>
        <source>Use them here</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Choose a command to change its keys.</source>
        <translation>Wählen Sie einen Befehl, um seine Tasten zu ändern.</translation>
    </message>
    <message>
        <source>{keys} belong to “{command}”. Used here, they no longer work there.</source>
        <translation>{keys} gehört zu „{command}“. Übernommen, ist es dort weg.</translation>
    </message>
    <message>
        <source>&amp;View photo</source>
        <translation>Foto &amp;ansehen</translation>
    </message>
    <message>
        <source>The photo large; Enter and a double click do the same</source>
        <translation>Das Foto groß; Eingabetaste und Doppelklick tun dasselbe</translation>
    </message>
    <message>
        <source>Full sc&amp;reen</source>
        <translation>Vo&amp;llbild</translation>
    </message>
    <message>
        <source>The photo and nothing else</source>
        <translation>Das Foto und sonst nichts</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>One pixel of the photo on one pixel of the screen, and back to the whole photo</source>
        <translation>Ein Pixel des Fotos auf einem des Bildschirms, und zurück zum ganzen Foto</translation>
    </message>
    <message>
        <source>&amp;Compare photos</source>
        <translation>Fotos ver&amp;gleichen</translation>
    </message>
    <message>
        <source>Two to four photos side by side, moved and enlarged together</source>
        <translation>Zwei bis vier Fotos nebeneinander, zusammen verschoben und vergrößert</translation>
    </message>
    <message>
        <source>F&amp;licker</source>
        <translation>&amp;Blinkvergleich</translation>
    </message>
    <message>
        <source>Another photo in the same place; while the key is held, until it is released</source>
        <translation>Ein anderes Foto an derselben Stelle; gehalten, bis die Taste losgelassen wird</translation>
    </message>
    <message>
        <source>&amp;Details and histogram</source>
        <translation>&amp;Einzelheiten und Histogramm</translation>
    </message>
    <message>
        <source>What the photo&apos;s file says</source>
        <translation>Was die Datei des Fotos angibt</translation>
    </message>
    <message>
        <source>Only the first {most} of the selected photos are compared.</source>
        <translation>Nur die ersten {most} der ausgewählten Fotos werden verglichen.</translation>
    </message>
    <message>
        <source>Photo viewer</source>
        <translation>Fotoansicht</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>PhotoSearch ended unexpectedly the last time. The log tells where.</source>
        <translation>PhotoSearch endete beim letzten Mal unerwartet. Das Protokoll sagt, wo.</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) cannot be dragged now: not connected, gone, or too many at once.</source>
        <translation>
            <numerusform>%Ln Foto lässt sich jetzt nicht ziehen: nicht verbunden, nicht mehr da oder eines zu viel.</numerusform>
            <numerusform>%Ln Fotos lassen sich jetzt nicht ziehen: nicht verbunden, nicht mehr da oder zu viele auf einmal.</numerusform>
        </translation>
    </message>
    <message>
        <source>the system did not remove it</source>
        <translation>das System hat die Datei nicht weggenommen</translation>
    </message>
    <message>
        <source>Make a &amp;backup…</source>
        <translation>&amp;Sicherung anlegen…</translation>
    </message>
    <message>
        <source>Copy what the library knows, not the photos, to a file</source>
        <translation>Kopiert, was die Bibliothek weiß, in eine Datei; nicht die Fotos</translation>
    </message>
    <message>
        <source>Write the backup to…</source>
        <translation>Sicherung schreiben nach…</translation>
    </message>
    <message>
        <source>Writing the backup…</source>
        <translation>Die Sicherung wird geschrieben…</translation>
    </message>
    <message>
        <source>Bring back which backup?</source>
        <translation>Welche Sicherung soll zurückgeholt werden?</translation>
    </message>
    <message>
        <source>The backup is in {path}. Keep it on another drive.</source>
        <translation>Die Sicherung ist in {path}. Bewahren Sie sie auf einem anderen Laufwerk auf.</translation>
    </message>
    <message>
        <source>The backup is back. Your photos are looked through for what is new since then.</source>
        <translation>Die Sicherung ist zurückgeholt. Ihre Fotos werden durchgesehen, ob seither etwas neu ist.</translation>
    </message>
    <message>
        <source>The damaged file is kept as {path}.</source>
        <translation>Die beschädigte Datei bleibt erhalten als {path}.</translation>
    </message>
    <message>
        <source>Backups (*{suffix})</source>
        <translation>Sicherungen (*{suffix})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>removing the search “{name}”</source>
        <translation>Entfernen der Suche „{name}“</translation>
    </message>
    <message numerus="yes">
        <source>forgetting %Ln searches</source>
        <translation>
            <numerusform>Vergessen von %Ln Suche</numerusform>
            <numerusform>Vergessen von %Ln Suchen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the folders and their drives</source>
        <translation>Ordner und ihre Laufwerke zeigen</translation>
    </message>
    <message>
        <source>Show which files cannot be read, and why</source>
        <translation>Zeigen, welche Dateien sich nicht lesen lassen und warum</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) unreadable</source>
        <translation>
            <numerusform>%Ln Datei nicht lesbar</numerusform>
            <numerusform>%Ln Dateien nicht lesbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln offline</source>
        <translation>
            <numerusform>%Ln offline</numerusform>
            <numerusform>%Ln offline</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unreadable</source>
        <translation>
            <numerusform>%Ln unlesbar</numerusform>
            <numerusform>%Ln unlesbar</numerusform>
        </translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Make of the lens</source>
        <translation>Hersteller des Objektivs</translation>
    </message>
    <message>
        <source>Range of the lens</source>
        <translation>Bereich des Objektivs</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Serial number of the lens</source>
        <translation>Seriennummer des Objektivs</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Unique model</source>
        <translation>Eindeutiges Modell</translation>
    </message>
    <message>
        <source>Fraction of the second</source>
        <translation>Bruchteil der Sekunde</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Exposure time</source>
        <translation>Belichtungszeit</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>Blende</translation>
    </message>
    <message>
        <source>ISO</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>Brennweite</translation>
    </message>
    <message>
        <source>Focal length on 35 mm film</source>
        <translation>Brennweite bei Kleinbild</translation>
    </message>
    <message>
        <source>Exposure compensation</source>
        <translation>Belichtungskorrektur</translation>
    </message>
    <message>
        <source>Exposure program</source>
        <translation>Belichtungsprogramm</translation>
    </message>
    <message>
        <source>Exposure mode</source>
        <translation>Belichtungsmodus</translation>
    </message>
    <message>
        <source>Metering</source>
        <translation>Belichtungsmessung</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Blitz</translation>
    </message>
    <message>
        <source>White balance</source>
        <translation>Weißabgleich</translation>
    </message>
    <message>
        <source>Light source</source>
        <translation>Lichtquelle</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Entfernung</translation>
    </message>
    <message>
        <source>Range of the distance</source>
        <translation>Entfernungsbereich</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Motivprogramm</translation>
    </message>
    <message>
        <source>Digital zoom</source>
        <translation>Digitalzoom</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Largest aperture</source>
        <translation>Größte Blende</translation>
    </message>
    <message>
        <source>Shutter speed (APEX)</source>
        <translation>Verschlusszeit (APEX)</translation>
    </message>
    <message>
        <source>Aperture (APEX)</source>
        <translation>Blende (APEX)</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <source>Kind of sensitivity</source>
        <translation>Art der Empfindlichkeit</translation>
    </message>
    <message>
        <source>Recommended exposure index</source>
        <translation>Empfohlener Belichtungsindex</translation>
    </message>
    <message>
        <source>Standard output sensitivity</source>
        <translation>Standard-Ausgabeempfindlichkeit</translation>
    </message>
    <message>
        <source>Exposure index</source>
        <translation>Belichtungsindex</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>Processing</source>
        <translation>Bearbeitung</translation>
    </message>
    <message>
        <source>Made of several shots</source>
        <translation>Aus mehreren Aufnahmen</translation>
    </message>
    <message>
        <source>Self-timer</source>
        <translation>Selbstauslöser</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>Höhe über dem Meer</translation>
    </message>
    <message>
        <source>Direction of view</source>
        <translation>Blickrichtung</translation>
    </message>
    <message>
        <source>GPS date</source>
        <translation>GPS-Datum</translation>
    </message>
    <message>
        <source>GPS time</source>
        <translation>GPS-Zeit</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Error of the position</source>
        <translation>Fehler der Position</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Rating in percent</source>
        <translation>Bewertung in Prozent</translation>
    </message>
    <message>
        <source>Photographer</source>
        <translation>Fotograf</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>Copyright</translation>
    </message>
    <message>
        <source>Name of the document</source>
        <translation>Name des Dokuments</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Digitised</source>
        <translation>Digitalisiert</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite in Pixeln</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe in Pixeln</translation>
    </message>
    <message>
        <source>Width by EXIF</source>
        <translation>Breite laut EXIF</translation>
    </message>
    <message>
        <source>Height by EXIF</source>
        <translation>Höhe laut EXIF</translation>
    </message>
    <message>
        <source>Colour space</source>
        <translation>Farbraum</translation>
    </message>
    <message>
        <source>Resolution across</source>
        <translation>Auflösung waagerecht</translation>
    </message>
    <message>
        <source>Resolution down</source>
        <translation>Auflösung senkrecht</translation>
    </message>
    <message>
        <source>Unit of the resolution</source>
        <translation>Einheit der Auflösung</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>Bits per channel</source>
        <translation>Bits pro Kanal</translation>
    </message>
    <message>
        <source>Unique number</source>
        <translation>Eindeutige Nummer</translation>
    </message>
    <message>
        <source>EXIF version</source>
        <translation>EXIF-Version</translation>
    </message>
    <message>
        <source>One on each line.</source>
        <translation>Je Zeile eins.</translation>
    </message>
    <message>
        <source>Most alike first</source>
        <translation>Ähnlichste zuerst</translation>
    </message>
    <message>
        <source>Least alike first</source>
        <translation>Unähnlichste zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Added last first</source>
        <translation>Zuletzt hinzugefügte zuerst</translation>
    </message>
    <message>
        <source>Added first first</source>
        <translation>Zuerst hinzugefügte zuerst</translation>
    </message>
    <message>
        <source>From A to Z</source>
        <translation>Von A bis Z</translation>
    </message>
    <message>
        <source>From Z to A</source>
        <translation>Von Z bis A</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>Kleinste zuerst</translation>
    </message>
    <message>
        <source>Best rated first</source>
        <translation>Am besten bewertete zuerst</translation>
    </message>
    <message>
        <source>Least rated first</source>
        <translation>Am schlechtesten bewertete zuerst</translation>
    </message>
    <message>
        <source>Red to violet, greys last</source>
        <translation>Von Rot bis Violett, Grau zuletzt</translation>
    </message>
    <message>
        <source>Greys first, violet to red</source>
        <translation>Grau zuerst, von Violett bis Rot</translation>
    </message>
    <message>
        <source>What looks alike side by side</source>
        <translation>Ähnliches nebeneinander</translation>
    </message>
    <message>
        <source>What looks alike side by side, from the other end</source>
        <translation>Ähnliches nebeneinander, vom anderen Ende</translation>
    </message>
    <message>
        <source>Order of the photos (Ctrl+Alt+S): {order}</source>
        <translation>Reihenfolge der Fotos (Strg+Alt+S): {order}</translation>
    </message>
    <message>
        <source>Order of the photos: {key}</source>
        <translation>Reihenfolge der Fotos: {key}</translation>
    </message>
    <message>
        <source>{order}. Click for: {other} (Ctrl+Alt+R)</source>
        <translation>{order}. Klick für: {other} (Strg+Alt+R)</translation>
    </message>
    <message>
        <source>Order of the pho&amp;tos…</source>
        <translation>Reihenfolge &amp;der Fotos…</translation>
    </message>
    <message>
        <source>By date, name, size, rating or colour, or what looks alike side by side</source>
        <translation>Nach Datum, Name, Größe, Bewertung oder Farbe, oder Ähnliches nebeneinander</translation>
    </message>
    <message>
        <source>Rever&amp;se the order</source>
        <translation>Reihenfolge &amp;umkehren</translation>
    </message>
    <message>
        <source>Let &amp;nobody else read it</source>
        <translation>Nie&amp;mand anderen lesen lassen</translation>
    </message>
    <message>
        <source>Take the rights of others on this computer to the library and the log away</source>
        <translation>Anderen an diesem Computer die Rechte an Bibliothek und Protokoll nehmen</translation>
    </message>
    <message>
        <source>Others on this computer can read {folders}, and in it what the library knows of your photos.</source>
        <translation>Andere an diesem Computer können {folders} lesen, und darin, was die Bibliothek von Ihren Fotos weiß.</translation>
    </message>
    <message>
        <source>Let nobody else read it</source>
        <translation>Niemand anderen lesen lassen</translation>
    </message>
    <message>
        <source>Only you can read the library now.</source>
        <translation>Nur Sie können die Bibliothek nun lesen.</translation>
    </message>
    <message>
        <source>Photos found: {order}</source>
        <translation>Gefundene Fotos: {order}</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>de</translation>
    </message>
    <message>
        <source>Find what it looks like, whatever it is called</source>
        <translation>Findet, was so aussieht, wie auch immer es heißt</translation>
    </message>
    <message>
        <source>Words asked lately</source>
        <translation>Zuletzt gesuchte Wörter</translation>
    </message>
    <message>
        <source>Photos that show “{words}”</source>
        <translation>Fotos, die „{words}“ zeigen</translation>
    </message>
    <message>
        <source>Photos with “{word}”</source>
        <translation>Fotos mit „{word}“</translation>
    </message>
    <message>
        <source>Between the pictures and the words</source>
        <translation>Zwischen den Bildern und den Wörtern</translation>
    </message>
    <message>
        <source>How much the pictures count, and how much the words</source>
        <translation>Wie sehr die Bilder zählen und wie sehr die Wörter</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>{pictures} % pictures, {words} % words</source>
        <translation>{pictures} % Bilder, {words} % Wörter</translation>
    </message>
    <message>
        <source>Not showing this</source>
        <translation>Zeigt dies nicht</translation>
    </message>
    <message>
        <source>Showing this</source>
        <translation>Zeigt dies</translation>
    </message>
    <message>
        <source>Remove these words from the query (Del)</source>
        <translation>Diese Wörter aus der Suche nehmen (Entf)</translation>
    </message>
    <message>
        <source>Not showing “{words}”</source>
        <translation>Zeigt nicht „{words}“</translation>
    </message>
    <message>
        <source>Showing “{words}”</source>
        <translation>Zeigt „{words}“</translation>
    </message>
    <message>
        <source>N: showing or not showing · Del: remove</source>
        <translation>N: zeigt es oder zeigt es nicht · Entf: entfernen</translation>
    </message>
    <message>
        <source>Words that are searched by</source>
        <translation>Wörter, nach denen gesucht wird</translation>
    </message>
    <message>
        <source>Working it out…</source>
        <translation>Wird ermittelt…</translation>
    </message>
    <message>
        <source>Nothing to remove</source>
        <translation>Nichts zu entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Removes %Ln file(s), frees {size}</source>
        <translation>
            <numerusform>Entfernt %Ln Datei, gewinnt {size}</numerusform>
            <numerusform>Entfernt %Ln Dateien, gewinnt {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>{words}, and counting…</source>
        <translation>{words}, Zählung läuft…</translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>Aufräumen…</translation>
    </message>
    <message>
        <source>Remove what is marked so; this can be undone</source>
        <translation>Vorgemerktes entfernen; das lässt sich rückgängig machen</translation>
    </message>
    <message numerus="yes">
        <source>In %Ln group(s); of each of them at least one file stays.</source>
        <translation>
            <numerusform>In %Ln Gruppe; mindestens eine Datei davon bleibt.</numerusform>
            <numerusform>In %Ln Gruppen; von jeder bleibt mindestens eine Datei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing duplicates</source>
        <translation>Duplikate vergleichen</translation>
    </message>
    <message>
        <source>D&amp;uplicates</source>
        <translation>Du&amp;plikate</translation>
    </message>
    <message>
        <source>Copies, edits, bursts and pairs of your photos, to be cleaned up</source>
        <translation>Kopien, Bearbeitungen, Serien und Paare Ihrer Fotos, zum Aufräumen</translation>
    </message>
    <message>
        <source>C&amp;opies of this</source>
        <translation>Kopie&amp;n davon</translation>
    </message>
    <message>
        <source>Files that show the same shot as this photo</source>
        <translation>Dateien, die dieselbe Aufnahme zeigen wie dieses Foto</translation>
    </message>
    <message>
        <source>No copies of this photo were found so far.</source>
        <translation>Von diesem Foto wurden bisher keine Kopien gefunden.</translation>
    </message>
    <message>
        <source>There are no copies of this photo.</source>
        <translation>Von diesem Foto gibt es keine Kopien.</translation>
    </message>
    <message>
        <source>It is still being worked out which file of the group stays.</source>
        <translation>Es wird noch ermittelt, welche Datei der Gruppe bleibt.</translation>
    </message>
    <message>
        <source>That was the last group.</source>
        <translation>Das war die letzte Gruppe.</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Gehören nicht zusammen</translation>
    </message>
    <message>
        <source>You said of these photos that they are no copies of each other. That holds also when they are moved or renamed.</source>
        <translation>Von diesen Fotos haben Sie gesagt, dass sie keine Kopien voneinander sind. Das gilt auch, wenn sie verschoben oder umbenannt werden.</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>They may be shown as duplicates again (Delete)</source>
        <translation>Sie dürfen wieder als Duplikate erscheinen (Entf)</translation>
    </message>
    <message>
        <source>Photos that are gone</source>
        <translation>Fotos, die nicht mehr da sind</translation>
    </message>
    <message>
        <source>Kind of duplicates</source>
        <translation>Art der Duplikate</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Groups that were cleaned up, or of which you keep all files.</source>
        <translation>Gruppen, die aufgeräumt sind oder von denen Sie alle Dateien behalten.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln Gruppe</numerusform>
            <numerusform>%Ln Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>The best picture</source>
        <translation>Das beste Bild</translation>
    </message>
    <message>
        <source>The original</source>
        <translation>Das Original</translation>
    </message>
    <message>
        <source>The one worked on</source>
        <translation>Das bearbeitete</translation>
    </message>
    <message>
        <source>The one in the better folder</source>
        <translation>Das im besseren Ordner</translation>
    </message>
    <message>
        <source>Keep:</source>
        <translation>Behalten:</translation>
    </message>
    <message>
        <source>Which file of a group stays</source>
        <translation>Welche Datei einer Gruppe bleibt</translation>
    </message>
    <message>
        <source>By my own rules</source>
        <translation>Nach eigenen Regeln</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>Regeln…</translation>
    </message>
    <message>
        <source>The order of the rules, and what is never removed</source>
        <translation>Die Reihenfolge der Regeln, und was nie entfernt wird</translation>
    </message>
    <message>
        <source>Order of the groups</source>
        <translation>Reihenfolge der Gruppen</translation>
    </message>
    <message>
        <source>How sure groups are that are shown</source>
        <translation>Wie sicher gezeigte Gruppen sind</translation>
    </message>
    <message>
        <source>Sure ones only</source>
        <translation>Nur sichere</translation>
    </message>
    <message>
        <source>Probable ones, too</source>
        <translation>Auch wahrscheinliche</translation>
    </message>
    <message>
        <source>No matches…</source>
        <translation>Keine Duplikate…</translation>
    </message>
    <message>
        <source>What you said to be no copies of each other</source>
        <translation>Was nach Ihrer Angabe nicht zusammengehört</translation>
    </message>
    <message>
        <source>Which copy stays</source>
        <translation>Welche Kopie bleibt</translation>
    </message>
    <message>
        <source>Reference folders</source>
        <translation>Referenzordner</translation>
    </message>
    <message>
        <source>Nothing in them is ever removed; copies elsewhere go instead.</source>
        <translation>Aus ihnen wird nie etwas entfernt; stattdessen gehen Kopien anderswo.</translation>
    </message>
    <message>
        <source>Protected folders</source>
        <translation>Geschützte Ordner</translation>
    </message>
    <message>
        <source>Nothing in them is ever removed, but copies elsewhere may stay as well.</source>
        <translation>Aus ihnen wird nie etwas entfernt, aber auch Kopien anderswo können bleiben.</translation>
    </message>
    <message>
        <source>Preferred folders</source>
        <translation>Bevorzugte Ordner</translation>
    </message>
    <message>
        <source>The best first. They decide among copies that are equally good.</source>
        <translation>Der beste zuerst. Sie entscheiden unter gleich guten Kopien.</translation>
    </message>
    <message>
        <source>For example dng, tiff</source>
        <translation>Zum Beispiel dng, tiff</translation>
    </message>
    <message>
        <source>Protected formats</source>
        <translation>Geschützte Formate</translation>
    </message>
    <message>
        <source>Protected &amp;formats</source>
        <translation>Geschützte &amp;Formate</translation>
    </message>
    <message>
        <source>Use these rules</source>
        <translation>Diese Regeln verwenden</translation>
    </message>
    <message>
        <source>The first rule by which two copies differ decides:</source>
        <translation>Es entscheidet die erste Regel, in der sich zwei Kopien unterscheiden:</translation>
    </message>
    <message>
        <source>Rules, the first one decides</source>
        <translation>Regeln, die erste entscheidet</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Before the rule above (Alt+Up)</source>
        <translation>Vor die Regel darüber (Alt+Auf)</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Behind the rule below (Alt+Down)</source>
        <translation>Hinter die Regel darunter (Alt+Ab)</translation>
    </message>
    <message>
        <source>Take the rules of this choice</source>
        <translation>Die Regeln dieser Wahl übernehmen</translation>
    </message>
    <message>
        <source>Search for “{words}”</source>
        <translation>Nach „{words}“ suchen</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>&amp;Weltkarte</translation>
    </message>
    <message>
        <source>Where photos were taken, and only those of an area</source>
        <translation>Wo Fotos aufgenommen wurden, und nur die aus einem Gebiet</translation>
    </message>
    <message>
        <source>The outlines of the land cannot be read; the map is empty but for photos.</source>
        <translation>Die Umrisse des Landes lassen sich nicht lesen; die Karte zeigt nur die Fotos.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Close the map (Ctrl+Shift+G)</source>
        <translation>Karte schließen (Strg+Umschalt+G)</translation>
    </message>
    <message>
        <source>Close the map</source>
        <translation>Karte schließen</translation>
    </message>
    <message>
        <source>Draw an area</source>
        <translation>Gebiet aufziehen</translation>
    </message>
    <message>
        <source>Drag over the map; or Shift while dragging</source>
        <translation>Über die Karte ziehen; oder mit gedrückter Umschalttaste</translation>
    </message>
    <message>
        <source>What is in sight</source>
        <translation>Was zu sehen ist</translation>
    </message>
    <message>
        <source>Only photos of what is in sight (Enter)</source>
        <translation>Nur Fotos aus dem, was zu sehen ist (Eingabetaste)</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Photos of all places again (Delete)</source>
        <translation>Wieder Fotos von überall (Entf)</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Show all photos on the map (Home)</source>
        <translation>Alle Fotos auf der Karte zeigen (Pos1)</translation>
    </message>
    <message>
        <source>Closer (+)</source>
        <translation>Näher (+)</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Näher</translation>
    </message>
    <message>
        <source>Farther (-)</source>
        <translation>Weiter weg (-)</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Weiter weg</translation>
    </message>
    <message>
        <source>{count} of {photos} with a place</source>
        <translation>{count} von {photos} mit Ort</translation>
    </message>
    <message>
        <source>Looking where photos were taken…</source>
        <translation>Es wird nachgesehen, wo Fotos aufgenommen wurden…</translation>
    </message>
    <message>
        <source>No photo that passes the filters, or was found, has a place.</source>
        <translation>Kein Foto, das die Filter erfüllt oder gefunden wurde, hat einen Ort.</translation>
    </message>
    <message>
        <source>No photo here has a place.</source>
        <translation>Kein Foto hier hat einen Ort.</translation>
    </message>
    <message>
        <source>Phones, and cameras with GPS, write it into photos; other programs can add it. It is read when photos are indexed.</source>
        <translation>Telefone und Kameras mit GPS schreiben ihn in Fotos; andere Programme können ihn ergänzen. Gelesen wird er, wenn Fotos indiziert werden.</translation>
    </message>
    <message>
        <source>Map of the photos</source>
        <translation>Karte der Fotos</translation>
    </message>
    <message>
        <source>{photos} in sight, from {area}</source>
        <translation>{photos} zu sehen, von {area}</translation>
    </message>
    <message>
        <source>Wal&amp;k from here</source>
        <translation>Von &amp;hier losgehen</translation>
    </message>
    <message>
        <source>This photo in the middle, and around it those that are most like it</source>
        <translation>Dieses Foto in der Mitte, und um es herum die ihm ähnlichsten</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>Das Bild wird gelesen…</translation>
    </message>
    <message>
        <source>Drop a picture to walk from it.</source>
        <translation>Legen Sie ein Bild ab, um von dort loszugehen.</translation>
    </message>
    <message>
        <source>There are no other photos here.</source>
        <translation>Hier sind keine anderen Fotos.</translation>
    </message>
    <message>
        <source>{sense}, {rank} of {count}: {name}</source>
        <translation>{sense}, {rank} von {count}: {name}</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>Spaziergang</translation>
    </message>
    <message>
        <source>Back (Backspace)</source>
        <translation>Zurück (Rücktaste)</translation>
    </message>
    <message>
        <source>Forward (Shift+Backspace)</source>
        <translation>Vorwärts (Umschalt+Rücktaste)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Where the walk began (Home)</source>
        <translation>Wo der Spaziergang begann (Pos1)</translation>
    </message>
    <message>
        <source>Back to the library (Escape)</source>
        <translation>Zurück zur Bibliothek (Escape)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Nearest by shot</source>
        <translation>Ähnlichste nach Aufnahme</translation>
    </message>
    <message>
        <source>Nearest by subject</source>
        <translation>Ähnlichste nach Motiv</translation>
    </message>
    <message>
        <source>Nearest by look</source>
        <translation>Ähnlichste nach Look</translation>
    </message>
    <message>
        <source>In the middle: {name}</source>
        <translation>In der Mitte: {name}</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Years and months beside photos that are sorted by date</source>
        <translation>Jahre und Monate neben Fotos, die nach Datum geordnet sind</translation>
    </message>
    <message>
        <source>Learned from your answers</source>
        <translation>Aus Ihren Antworten gelernt</translation>
    </message>
    <message>
        <source>Learn now</source>
        <translation>Jetzt lernen</translation>
    </message>
    <message>
        <source>Takes seconds</source>
        <translation>Dauert Sekunden</translation>
    </message>
    <message>
        <source>Undo learning</source>
        <translation>Gelerntes zurücknehmen</translation>
    </message>
    <message>
        <source>As it was before, at once</source>
        <translation>Wie es vorher war, sofort</translation>
    </message>
    <message>
        <source>Export answers…</source>
        <translation>Antworten exportieren …</translation>
    </message>
    <message>
        <source>As a table, or for scripts</source>
        <translation>Als Tabelle oder für Skripte</translation>
    </message>
    <message>
        <source>Erase answers…</source>
        <translation>Antworten löschen …</translation>
    </message>
    <message>
        <source>And all that was learned of them</source>
        <translation>Und alles, was daraus gelernt wurde</translation>
    </message>
    <message>
        <source>&amp;Erase</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>There is no undo.</source>
        <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Change nothing.</source>
        <translation>Nichts ändern.</translation>
    </message>
    <message>
        <source>Erase all answers, and all that was learned of them?</source>
        <translation>Alle Antworten löschen, und alles, was daraus gelernt wurde?</translation>
    </message>
    <message>
        <source>Held-out photos and pictures</source>
        <translation>Zurückgehaltene Fotos und Bilder</translation>
    </message>
    <message>
        <source>Yours: before</source>
        <translation>Ihre: vorher</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>Others: before</source>
        <translation>Andere: vorher</translation>
    </message>
    <message>
        <source>What the new encoder finds</source>
        <translation>Was der neue Encoder findet</translation>
    </message>
    <message>
        <source>Which Python fits encoders?</source>
        <translation>Welches Python passt Encoder an?</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>The fitting of the encoder “{name}” was interrupted; it can go on where it stood.</source>
        <translation>Das Anpassen des Encoders „{name}“ wurde unterbrochen; es kann dort weitergehen, wo es stand.</translation>
    </message>
</context>
</TS>
