<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos found, most alike first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last looked through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its photos are hidden until the drive is back; nothing is forgotten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same look and subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same shot and look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity {score}: {sense}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surely {sense} ({score})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probably {sense} ({score})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perhaps {sense} ({score})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardly {sense} ({score})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of your picture matches this photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part in the frame matches your picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln star(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln photo(s) to “{name}”.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the photos to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the photos to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the list to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the contact sheet to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{row} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the photos (Ctrl and the wheel, Ctrl++ and Ctrl+-)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders of the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no folders yet. Drop one here, or add one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a folder of photos in (Insert)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through the chosen folder now (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show in file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the chosen folder (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the chosen folder out of the library; its files stay (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Take {folder} out of the library? Its %Ln photo(s) are no longer found. No file is touched; added again, the photos are read anew.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a folder of photos in; they stay where they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look for changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through all folders for new, changed and deleted photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done is kept; the next look goes on from there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Encoder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved search needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All photos are encoded with {0} {1}, which answers from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow writing to its folder, or choose another folder with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back a backup with `photosearch library restore`, or move its folder away to start anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back a backup with `photosearch library restore`, or move the folder away to start anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes cannot be noted in {0} ({1}), so that nothing more is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its folder exists and that you may read and write it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder exists and that you may read and write it, or choose another folder with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you may read it and that it is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection to the internet, or copy the picture in the browser and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk and its connection, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions of the file, or install the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder inside one that is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another backup; the library was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name for the backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose it again when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose {0} or another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it, or choose another library with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs to free memory and try again; if that does not help, install PhotoSearch anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close that program and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare in another sense; every model has subject.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the picture in the browser (“Copy image”) and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding with {0} {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the model again with a newer operator set, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the photos; the list is up to date there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it is a picture of yours, save it and drop the file here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done so far is kept, and can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done so far is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through all folders now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this panel (Escape)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the indexing panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set how much is used then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how much of the computer indexing may use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being indexed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} new</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} moved</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} copies</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} back again</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} gone</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} left out</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} gone while being read</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} unreadable</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} encoded</source>
        <comment>photos</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Looked through %Ln folder(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} photos/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for mains power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slower: on battery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting while you work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slower while you work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer runs on battery. Indexing goes on with mains power.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer runs on battery: {percent} % of the worker processes are in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are working. Indexing goes on when you pause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are working: {percent} % of the worker processes are in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked through some folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes noticed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable files tried again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install PhotoSearch again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It belongs to another library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes more memory than a worker may use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not ready after {0} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file {0} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its folder is gone; only its codes are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its preview is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the library on another disk: choose a folder with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for it in the browser, copy it there and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make one with `photosearch add FOLDER`, or choose another folder with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on it and try again; what was saved before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on that disk, or allow writing to the folder, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room there, or name a file in another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a file in a folder that exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a file in another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a folder that holds photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a folder with more photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a folder with photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name another one, or choose this one in the file dialog to replace it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name it like photos.csv.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name it like sheet.html.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one of its folders: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other model has answered in this library before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo is encoded with the model {0} yet; bring the library up to date first (photosearch index).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a part of the picture came from {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the last hundred changes are remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the upper {0} of the photo can be read ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {0} photos can be read; a comparison needs {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it for writing first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the browser, and drag or copy the picture itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it once for writing, for instance with `photosearch index`; that updates it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the library once where its folder can be written, or copy the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the limit in the settings, or copy the picture in the browser and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the setting worker_memory_mb, or free memory and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading it took longer than {0} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it from the library instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows of the catalog refer to what is not there ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> by another process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> by {0} (process {1}) since {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 photo is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of those that are: photosearch model list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one: photosearch model list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the model again, or choose another one: photosearch model list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install a newer version of PhotoSearch, or choose another model: photosearch model list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the model again, or choose another one: photosearch model list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put its folder back, or choose another one: photosearch model list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JPEG data is damaged ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JPEG file ends before its picture begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The RAW file {0} ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The WebP header is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog holds what this program never wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog holds what was never written ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog is damaged: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {0} failed ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds {0} does not allow files of this size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds {0} is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds {0} reported an error ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drive with this photo is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoder {0} of this library was replaced by {1}, which has encoded {2} of {3} photos so far; images from outside are looked for among those. photosearch index encodes the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoder {0}, whose codes this library has, is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file changed while it was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has {0} MB; the limit is {1} MB (setting max_file_megabytes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds nothing but zeros.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty (0 bytes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is no image of a known format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is {0}, which is not supported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file&apos;s header tells no size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {0} could not be read ({1}); its photos stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image {0} cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library file {0} cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library file {0} cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library file {0} holds unfinished changes and cannot be read in a folder that does not allow writing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library file {0} is damaged ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library file {0} is in use by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} is in use{1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} was made by a newer version of PhotoSearch (its format is {1}, this program knows {2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} was made by an older version of PhotoSearch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} was opened for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is being switched to another model already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library was opened for reading only, so that nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library&apos;s file {0} is lost or empty, but other files of it are still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of photos that a search looks at does not match the photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model does not match its {0}: it {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {0} cannot be loaded: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {0} is damaged or not the one that its {1} describes (sha256 {2}…, expected {3}…).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {0} is no ONNX model ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {0} uses ONNX operator set {1}, older than {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} cannot be tried. {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} cannot compare a crop with parts of photos; it was compared with whole photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} cannot compare photos in the sense {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} cannot compare photos in the sense {1}; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} did not encode a few pictures within {1} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} ended the process that ran it ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} has no codes of the sense {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0}, which answered before, is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s file {0} cannot be read ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s file {0} has more than {1} MiB, too much for an encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s file {0} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s {0} in {1} is not text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s {0} is not valid TOML: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s {0} {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photo has {0} x {1} pixels, more than the limit of {2} megapixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photo number {0} is not in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is larger than {0} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process that read it ended unexpectedly (code {0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process that read it ended unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process that read it was stopped by {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processes that read photos do not start. {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processes that read photos need more than {0} MB to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query cannot be encoded: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site {0} is not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The switch to the model {0} was given up. {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not allow reading it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system reports: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The thumbnails are damaged ({0}); they are made anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words by which photos are found do not match the photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {0} file is damaged ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are codes of {0} for {1} photos that do not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no thumbnails; they are made anew by indexing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file {0} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a saved search called “{0}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no library in {0} yet, only the beginning of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no library in {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model called {0} in {1} or {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model called {0}, and no such folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture at this address of {0} any more ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to decode the photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address has a port ({0}) that is not for pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address has a user name or password in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address is not valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address is too long to be one of a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can no longer be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is not part of the library any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a device, pipe or socket, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a folder, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a page of {0}, not a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a GIMP document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a JPEG 2000 image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a JPEG XL image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PCX image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PostScript drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Radiance image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Targa image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Windows icon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a large Photoshop document (PSB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a texture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an OpenEXR image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another PhotoSearch window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be watched ({0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has more folders than the system can watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is of a kind that is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its header cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its parts do not fit together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lies on a network share, where not every change is announced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no address of the web.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a regular file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of JPEG file (lossless, or with over 8 bits deep) is not supported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of {0} file is not supported ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library has no encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link leads to nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This photo is no longer in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later, or copy the picture in the browser and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again, or copy it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a few words and save it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update PhotoSearch, or choose another folder with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until that is done, or cancel it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What {0} sent is incomplete or not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the contact sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be used ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot prove that it is that site ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot send the picture now ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} did not send the picture ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} does not show this picture to everybody ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} exists already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a database of another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a whole folder of the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is an address of this computer or its network, not of the web.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no model folder: it has no {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no name of a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no name of an HTML file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no sound backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a folder of this library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not connected; its photos are hidden until it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not part of the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is the library itself, not a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left out, not being encoded with {1} yet; photosearch index encodes what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} names {1} classes, the model has {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} photos are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} photos have no codes of the model {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} photos have no thumbnail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sends it packed, though not asked to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sends on and on without a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sends on to something that is not in the web.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sent nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} takes too long to send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}; it is looked through every {2} minutes instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in its &amp;program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy p&amp;ath</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a program…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the photos with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln photo(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln path(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Copied the picture, {width} × {height} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is on a drive that is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect the drive and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no longer in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved or deleted; choose Library &gt; Look for changes to update the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program opened {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a program for such files in the settings of your system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file manager opened the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it yourself: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name {name} is not valid text, so it cannot be passed on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the file in the file manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled, {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the library in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be saved: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They hold until the program ends. Make room or check the permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by a picture from disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by the picture, file or address on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by a part of the &amp;screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by what another program shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by the chosen photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find photos like…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture from a page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first {count} pictures are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose fewer that have more in common.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no picture, no path of a picture and no address of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy a picture, or a file in the file manager, and paste again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be searched for. {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) cannot be searched for.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Something went wrong inside the program ({kind}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go on working; the details are in the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture cannot be read. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Normal size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back to the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of the query; in the library, out of the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show PhotoSearch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PhotoSearch goes on in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the icon to have the window back. Quit is in its menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop has no tray, so closing the window ends PhotoSearch and there are no messages. Some desktops have one as an extension.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PhotoSearch has looked through your folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark, or as your system has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the words in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with the last search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window opens with the query that was shown when it was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders are watched on, and the window is back with a click. Quit ends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the desktop when long work has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only while the window is not in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File names under the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show how &amp;alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without &amp;headings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headings by &amp;day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headings by &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the grid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much alike, under the photos found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A percentage is the probability that it is the same, as measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headings between the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos of one day or of one folder stand together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy to a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the files beside them. Nothing there is overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Move to a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the files beside them, and with a way back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;List as a table (CSV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paths, dates, cameras, ratings and tags, for spreadsheets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact &amp;sheet (HTML)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One page with all pictures inside, for any browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: {option}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mouse wheel in the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes to the next photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours, language, indexing and all other options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour profile of the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ICC profiles (*.icc *.icm)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What turning it does; the keys can always do both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs to open photos with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offered by Open with, the one used last first; one path on each line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ICC file that the viewer shows photos with; sRGB without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch pictures from addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When an address is dropped on the window. Nothing else ever uses the network, and nothing is sent but the request for that picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest picture to fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger ones are not fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many photos are read at the same time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One per processor core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed on battery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the workers that index while the computer runs on battery.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%</source>
        <comment>percent</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for mains power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed while you work in the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the workers that index while you scroll, search or type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until you pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of files and folders that are not looked at, one per line, in all folders. * stands for anything: *.gif</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look behind links that lead to folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder that is reached twice is still read once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through folders again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the system cannot tell of changes, such as on network drives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder of new libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name. Library &gt; Encoder… changes that of the library that is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What runs the encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One per line, best first: cpu, coreml, directml, cuda, openvino.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos with more pixels are not read: they could take all memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>megapixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger files are not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time for one file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After it a file is given up and listed as unreadable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory for one worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the system can limit it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Black: {shadows} %, white: {highlights} % of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About PhotoSearch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions, encoder and licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put all of it on the clipboard as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds photos by example. Everything stays on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder of this library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PhotoSearch itself is free under the Apache License 2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The full texts of the licences travel with each package.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being changed to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use before</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) encoded</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} answers again. %Ln photo(s) are not found yet; look for changes to encode them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The change is given up; {name} goes on answering.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} answers again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only photos that are at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only photos that are at least: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys move it (Alt+Up, Alt+Down anywhere).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In which sense alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys move it, Page Up and Page Down go to the next word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same picture: copies, crops, edits, bursts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alike in colour, texture and composition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Showing the same kind of thing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mostly “{near}”, a little “{far}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rather “{near}” than “{far}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half “{near}”, half “{far}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that were found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somewhat alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Much alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Almost the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perhaps the same shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probably the same shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surely the same shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perhaps the same subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probably the same subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surely the same subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perhaps alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probably alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surely alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as much as the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{times} times as much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an ICC profile of your monitor in the settings; until then sRGB is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The monitor&apos;s profile {name} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no colour profile that can be used for a monitor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This photo is no longer in its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved or deleted; look for changes to bring the library up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on to another photo, or look at the file in its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to show this photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and look at it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {photos}, most alike first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} most alike of {photos}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{photos} in {folders}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) not connected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A kind of picture that is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No permission to read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It went away while being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A link that leads nowhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is still being written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk could not read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading it took too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading it crashed the decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading it took too much memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was indexed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Indexing panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far indexing is, which files cannot be read, the last runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unreadable files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that could not be read as photos, with the reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try unreadable files again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read them once more, although they have not changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress, unreadable files and the last runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were left as they are. Nothing is lost.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every file that was found could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the chosen files once more. Files that change are tried by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read all of these files once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the chosen file in the file manager (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset: {option}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds from the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the settings ({key})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All settings but the shortcuts as they were at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See and change the keys of all commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some changes hold from the next start of PhotoSearch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;ject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the rating into a file beside the photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tags…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See and change the tags of the chosen photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy, move or list the chosen photos, or make a contact sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Move to a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the chosen photos, with a way back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to t&amp;rash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the chosen photos to the trash of the system, with a way back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Doing it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All settings are as they were at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search inside a box…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a part of the picture (C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by all of it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it out of the query (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts {weight}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that are searched by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‹ Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to all photos (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add “{folder}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through your folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos appear here as they are found, and can be searched at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photos here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folders of this library hold no readable photos, or their drive is not connected.
Add another folder; new photos are noticed by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add your photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder, or drop one here. Your photos stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They appear while they are read. Nothing ever leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop any picture on the window to see the photos most like it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no photos to search yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of photos first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing like it was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another sense above, or another picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo passes the filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take one of the filters away, or all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent and saved searches (Ctrl+H for all of them)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by a picture from disk (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a folder of photos in (Ctrl+Shift+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop or paste a picture to find photos like it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a picture that photos shall be like, or press − on one of these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this picture from the query (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {title} from the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos unlike this picture are looked for: press for photos like it (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos like this picture are looked for: press for photos unlike it (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlike {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the part inside the box counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N: like or unlike · +, − or wheel: weight · C: box · Del: remove · Enter: menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among the photos (these keys are fixed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a picture of the query (fixed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While a box is drawn on a picture (fixed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the viewer (fixed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the days of the filters (fixed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere (fixed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page up, Page down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go one screen further</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the first or last photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next heading, while no query is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift with these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all photos on the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl with these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go there and leave the selection as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space, Ctrl+Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the photo to the selection, or take it out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu, Shift+F10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done with the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+, -</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the picture more or less weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn it into “less like this”, or back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for a part of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter, Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that can be done with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it out of the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+Arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the box larger or smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In larger steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole picture again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave everything as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys, Page up, Page down, Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next or previous photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First or last photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger or smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move only one of those that are compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen, or back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left, Right, Home, End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a day or a month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all from there on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finer or coarser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All days again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next part of the window, or back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the menus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl with the mouse wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger or smaller photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos like this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1:1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel of the photo on one of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two to four photos beside each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another photo at the same place, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram and what the file tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing but the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{position} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All entries of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has no EXIF entries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <comment>version</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the filters (Ctrl+Shift+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up the change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoder decides which photos are alike. With another one all photos are encoded anew in the background, while the present one goes on answering; going back takes no time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the program did and what went wrong, slow starts and crashes too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;details for a bug report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions, changed settings and the last errors, for the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About PhotoSearch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details are on the clipboard. Read them before you send them: errors can name files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no log: nothing could be written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions of that folder, then start PhotoSearch again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating photos was interrupted when the program ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagging photos was interrupted when the program ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving photos to the trash was interrupted when the program ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving photos was interrupted when the program ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying photos was interrupted when the program ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rest was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was left as it is: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>rating %Ln photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>tagging %Ln photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moving %Ln photo(s) to the trash</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moving %Ln photo(s) to “{folder}”</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>copying %Ln photo(s) to “{folder}”</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tagged %Ln photo(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln photo(s) to the trash.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln photo(s) to “{folder}”.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln photo(s) to “{folder}”.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone; %Ln photo(s) are as they were.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were done; nothing is lost.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were left as they are: {why}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the drive is not connected. Connect it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no longer where it was. Look for changes to update the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file has changed since. Look for changes, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system does not allow it. Check the permissions of file and folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the disk is full. Make room on it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the XMP file beside it is damaged and is never overwritten. Repair it or move it away, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no trash for that drive. Nothing was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another file has taken its place. Rename that one and undo again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was not found in the trash. Look there and put it back by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is only a link to a file elsewhere. Move that file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is in that folder already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system reports: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Rejected %Ln photo(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took the rating of %Ln photo(s) away.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rated %Ln photo(s) {stars}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another program with Photo &gt; Open with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that can be run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” does not say how its program is started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the program itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Tags of %Ln photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>New tags, divided by commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what was typed to all of the photos (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked: all of the photos have it. Half checked: some of them have it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write them into files beside the photos; the photos are not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half checked: only some of the photos have the tag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no tags yet. Type one and press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has these words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken in this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken with this camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken through this lens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of this format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rated so or better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of this shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has this keyword</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stars} and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days on which photos were taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over a time, or use the arrow keys and Shift. + and - look closer or farther.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time}: {photos}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {value} (Delete takes it away)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter {what}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this filter away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters that are set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take all filters away (Ctrl+Shift+Backspace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow the photos by folder, date, camera and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by &amp;words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words in name, folder, caption, keywords, or seen in the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear all filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, caption, keyword…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words in name, folder, caption, keywords or content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos with all these words in name, folder, caption, keywords, or seen in them; “quoted words” stand together. (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open or close (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask nothing here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value}, {photos}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value}: {photos}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Left out of this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patterns of what is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pattern to be left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example *.png or old scans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this out too (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder inside this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the chosen patterns away (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos that are left out are hidden, not forgotten. A pattern fits names of files and folders; one that begins with / is tied to a place, as /2003/scans.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out of all folders: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;olders…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which folders are in the library, how they stand, what is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is no longer in the library. Its files are where they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to select the photos under this heading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search inside a box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the box away (W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what was searched for before (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the box (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a box over what you look for. Arrow keys begin one, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys move the box, with Shift they resize it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture, with the box that is searched in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No box: the whole picture is searched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box: {width} % by {height} % of the picture, {x} % in, {y} % down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures of this search cannot be read any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by other pictures, and remove this search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save search…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the search that is shown a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent and saved searches…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again as before; rename and remove saved searches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search is saved as “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you search for is listed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln searches are forgotten.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{title} and %Ln more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>with pictures to be unlike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inside a box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filtered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it up; nothing changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is a folder. Add it to the library, or search by what is in it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add to the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index its photos; they stay there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search by its pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find photos like the first {count} pictures in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Neither</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do nothing with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop another folder, or pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch the picture from {site}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>These are %Ln folders. Add them, or search by what is in them?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln picture(s) from {site}?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This once. The site learns that somebody asked for it, and nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From any site from now on, without asking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;ver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not ask again. The settings can change that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not fetch it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures are not fetched from the web, as you chose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask me again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching from {site}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a saved search of this name. It would be replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures, sense, box, weights, filters and cut-off are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A search gets a name with Search &gt; Save search (Ctrl+S).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget recent ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same s&amp;hot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same &amp;look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same s&amp;ubject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sense towards same sh&amp;ot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sense towards same sub&amp;ject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut off &amp;more strictly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut off l&amp;ess strictly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search inside a &amp;box…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the part of the query&apos;s picture that counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the keyboard to the pictures of the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop here to find photos like it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop here to add it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures to find photos like them, or folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop here to add it to the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop here to search by it alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a part of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over what to search by, or use the arrow keys and Enter. Escape cancels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is only the background to be seen? Allow PhotoSearch to record the screen, in the system&apos;s settings under Privacy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system does not let programs see the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a screenshot with the system&apos;s own program and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All commands and keys; they can be changed there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the keys; Escape keeps the old ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys cannot be used. Take others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab leads from one part of the window to the next. Take other keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys move among the photos. Take others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys press buttons and open photos. Take others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F10 leads to the menus. Take other keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys open a menu. Take others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command has these words or keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for a command or for keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press other keys for it (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press further keys for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no keys then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys that it had at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All commands have the keys that they had at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take them over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a command to change its keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keys} belong to “{command}”. Taken over, they are gone from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photo large; Enter and a double click do the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photo and nothing else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel of the photo on one of the screen, and back to the whole photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two to four photos beside each other, moved and enlarged together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;licker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another photo at the same place; held, until the key is released</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details and histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the photo&apos;s file tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first {most} of the selected photos are compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PhotoSearch ended unexpectedly the last time. The log tells where.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show log</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) cannot be dragged now: not connected, gone, or more than fit.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
</TS>
