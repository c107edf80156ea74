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
        <source>Gone</source>
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
    <message numerus="yes">
        <source>%n photo(s) cannot be dragged now: not connected, gone, or more than fit.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
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
    <message>
        <source>Without a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
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
        <source>&amp;Add folder…</source>
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
        <source>DELETE FROM models WHERE name = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETE FROM photo_words WHERE rowid = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETE FROM photos WHERE id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETE FROM properties WHERE name = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETE FROM roots WHERE id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETE FROM searches WHERE id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETE FROM searches WHERE name = &apos;&apos; AND digest = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETE FROM searches WHERE name = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DELETE FROM strikes WHERE root_id = ? AND rel_path = ?</source>
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
        <source>INSERT INTO code_kinds (model, kind, bytes) SELECT id, ?, ? FROM models WHERE name = ?</source>
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
    <message numerus="yes">
        <source>Looked through %n folder(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) not connected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
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
        <source>SELECT 1 FROM searches WHERE name = ? AND id &lt;&gt; ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT chunk, presence FROM code_chunks WHERE code_kind = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT count FROM strikes WHERE root_id = ? AND rel_path = ? AND size = ? AND mtime_ns = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT id FROM code_chunks WHERE code_kind = ? AND chunk = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT id FROM photos WHERE root_id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT id FROM photos WHERE root_id = ? AND rel_path = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT id, content_id FROM photos WHERE root_id = ? AND rel_path = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT id, presence FROM code_chunks WHERE code_kind = ? AND chunk = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT id, presence FROM code_chunks WHERE code_kind IN (SELECT id FROM code_kinds) AND chunk = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT kind, code_kinds.id, bytes FROM code_kinds JOIN models ON models.id = model WHERE models.name = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELECT value FROM properties WHERE name = ?</source>
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
        <source>This is a folder, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a page of {0}, not a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a {0}, not a file.</source>
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
        <source>UPDATE photos SET rel_path = ? WHERE id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPDATE photos SET root_id = ?, missing = 0, ({0}) = (?, ?, ?, ?, ?) WHERE id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPDATE photos SET tags = ? WHERE id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPDATE photos SET {0}, root_id = ?, indexed_at = ?, missing = 0 WHERE id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPDATE roots SET excludes = ? WHERE id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPDATE roots SET volume = ? WHERE id = ?</source>
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
        <source>{0} SELECT ?, jpeg FROM thumbnails WHERE photo_id = ?</source>
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
        <source>Open p&amp;hoto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
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
    <message>
        <source>Try another picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be searched for.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
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
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PhotoSearch ended unexpectedly the last time. Help &gt; Show log tells where.</source>
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
    <message>
        <source>Choose…</source>
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
        <source>Close</source>
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
        <source>{count} photo(s) encoded</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The change is given up; {name} goes on answering.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{name} answers again. {count} photo(s) are not found yet; look for changes to encode them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
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
        <source>Look at another photo, or show this one in its folder.</source>
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
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every file that was found could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are tried again by themselves when they change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the chosen files once more</source>
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
    <message numerus="yes">
        <source>Copied %Ln path(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
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
        <source>Undo</source>
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
        <source>Back to the library</source>
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
        <source>Back to the photos</source>
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
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
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
        <source>Exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
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
</context>
</TS>
