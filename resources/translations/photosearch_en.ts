<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name />
    <message numerus="yes">
        <source>Wrote %Ln photo(s) to “{name}”.</source>
        <translation>
            <numerusform>Wrote %Ln photo to “{name}”.</numerusform>
            <numerusform>Wrote %Ln photos to “{name}”.</numerusform>
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
        <source>%Ln link(s)</source>
        <comment>of a file</comment>
        <translation>
            <numerusform>%Ln link</numerusform>
            <numerusform>%Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked through %Ln folder(s)</source>
        <translation>
            <numerusform>Looked through %Ln folder</numerusform>
            <numerusform>Looked through %Ln folders</numerusform>
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
    <message numerus="yes">
        <source>rating %Ln photo(s)</source>
        <translation>
            <numerusform>rating %Ln photo</numerusform>
            <numerusform>rating %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>changing the keywords of %Ln photo(s)</source>
        <translation>
            <numerusform>tagging %Ln photo</numerusform>
            <numerusform>tagging %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moving %Ln photo(s) to the trash</source>
        <translation>
            <numerusform>moving %Ln photo to the trash</numerusform>
            <numerusform>moving %Ln photos to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moving %Ln photo(s) to “{folder}”</source>
        <translation>
            <numerusform>moving %Ln photo to “{folder}”</numerusform>
            <numerusform>moving %Ln photos to “{folder}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>copying %Ln photo(s) to “{folder}”</source>
        <translation>
            <numerusform>copying %Ln photo to “{folder}”</numerusform>
            <numerusform>copying %Ln photos to “{folder}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>cleaning up %Ln duplicate(s)</source>
        <translation>
            <numerusform>cleaning up %Ln duplicate</numerusform>
            <numerusform>cleaning up %Ln duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the keywords of %Ln photo(s).</source>
        <translation>
            <numerusform>Tagged %Ln photo.</numerusform>
            <numerusform>Tagged %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln photo(s) to the trash.</source>
        <translation>
            <numerusform>Moved %Ln photo to the trash.</numerusform>
            <numerusform>Moved %Ln photos to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln photo(s) to “{folder}”.</source>
        <translation>
            <numerusform>Moved %Ln photo to “{folder}”.</numerusform>
            <numerusform>Moved %Ln photos to “{folder}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln photo(s) to “{folder}”.</source>
        <translation>
            <numerusform>Copied %Ln photo to “{folder}”.</numerusform>
            <numerusform>Copied %Ln photos to “{folder}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone; %Ln photo(s) are as they were.</source>
        <translation>
            <numerusform>Undone; %Ln photo is as it was.</numerusform>
            <numerusform>Undone; %Ln photos are as they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were done; nothing is lost.</source>
        <translation>
            <numerusform>%Ln photo was done; nothing is lost.</numerusform>
            <numerusform>%Ln photos were done; nothing is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are still to come.</source>
        <translation>
            <numerusform>%Ln photo is still to come.</numerusform>
            <numerusform>%Ln photos are still to come.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were left as they are: {why}</source>
        <translation>
            <numerusform>%Ln photo was left as it is: {why}</numerusform>
            <numerusform>%Ln photos were left as they are: {why}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln duplicate(s) to “{folder}”.</source>
        <translation>
            <numerusform>Moved %Ln duplicate to “{folder}”.</numerusform>
            <numerusform>Moved %Ln duplicates to “{folder}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replaced %Ln duplicate(s) by a link to the file that stays.</source>
        <translation>
            <numerusform>Replaced %Ln duplicate by a link to the file that stays.</numerusform>
            <numerusform>Replaced %Ln duplicates by a link to the file that stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Shared the space of %Ln duplicate(s) with the file that stays.</source>
        <translation>
            <numerusform>Shared the space of %Ln duplicate with the file that stays.</numerusform>
            <numerusform>Shared the space of %Ln duplicates with the file that stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln duplicate(s) to the trash.</source>
        <translation>
            <numerusform>Moved %Ln duplicate to the trash.</numerusform>
            <numerusform>Moved %Ln duplicates to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rejected %Ln photo(s).</source>
        <translation>
            <numerusform>Rejected %Ln photo.</numerusform>
            <numerusform>Rejected %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took the rating of %Ln photo(s) away.</source>
        <translation>
            <numerusform>Took the rating of %Ln photo away.</numerusform>
            <numerusform>Took the rating of %Ln photos away.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rated %Ln photo(s) {stars}.</source>
        <translation>
            <numerusform>Rated %Ln photo {stars}.</numerusform>
            <numerusform>Rated %Ln photos {stars}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln photo(s)</source>
        <translation>
            <numerusform>Export %Ln photo</numerusform>
            <numerusform>Export %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln photo(s).</source>
        <translation>
            <numerusform>Copied %Ln photo.</numerusform>
            <numerusform>Copied %Ln photos.</numerusform>
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
        <source>Keywords of %Ln photo(s)</source>
        <translation>
            <numerusform>Tags of %Ln photo</numerusform>
            <numerusform>Tags of %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were left as they are. Nothing is lost.</source>
        <translation>
            <numerusform>%Ln file was left as it is. Nothing is lost.</numerusform>
            <numerusform>%Ln files were left as they are. Nothing is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) encoded</source>
        <translation>
            <numerusform>%Ln photo encoded</numerusform>
            <numerusform>%Ln photos encoded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} answers again. %Ln photo(s) are not found yet; look for changes to encode them.</source>
        <translation>
            <numerusform>{name} answers again. %Ln photo is not found yet; look for changes to encode it.</numerusform>
            <numerusform>{name} answers again. %Ln photos are not found yet; look for changes to encode them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take {folder} out of the library? Its %Ln photo(s) are no longer found. No file is touched; added again, the photos are read anew.</source>
        <translation>
            <numerusform>Take {folder} out of the library? Its %Ln photo is no longer found. No file is touched; added again, the photos are read anew.</numerusform>
            <numerusform>Take {folder} out of the library? Its %Ln photos are no longer found. No file is touched; added again, the photos are read anew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) cannot be dragged now: not connected, gone, or too many at once.</source>
        <translation>
            <numerusform>%Ln photo cannot be dragged now: not connected, gone, or more than fit.</numerusform>
            <numerusform>%Ln photos cannot be dragged now: not connected, gone, or more than fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln star(s)</source>
        <translation>
            <numerusform>%Ln star</numerusform>
            <numerusform>%Ln stars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) cannot be searched for.</source>
        <translation>
            <numerusform>%Ln file cannot be searched for.</numerusform>
            <numerusform>%Ln files cannot be searched for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln searches are forgotten.</source>
        <translation>
            <numerusform>%Ln search is forgotten.</numerusform>
            <numerusform>%Ln searches are forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{title} and %Ln more</source>
        <translation>
            <numerusform>{title} and %Ln more</numerusform>
            <numerusform>{title} and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These are %Ln folders. Add them, or search by what is in them?</source>
        <translation>
            <numerusform>This is %Ln folder. Add it, or search by what is in it?</numerusform>
            <numerusform>These are %Ln folders. Add them, or search by what is in them?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln picture(s) from {site}?</source>
        <translation>
            <numerusform>Fetch %Ln picture from {site}?</numerusform>
            <numerusform>Fetch %Ln pictures from {site}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>forgetting %Ln searches</source>
        <translation>
            <numerusform>forgetting %Ln searches</numerusform>
            <numerusform>forgetting %Ln searches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) unreadable</source>
        <translation>
            <numerusform>%Ln file unreadable</numerusform>
            <numerusform>%Ln files unreadable</numerusform>
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
            <numerusform>%Ln unreadable</numerusform>
            <numerusform>%Ln unreadable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) left out, not being encoded with {model} yet; Library &gt; Look for changes encodes what is missing.</source>
        <translation>
            <numerusform>%Ln photo left out, not being encoded with {model} yet; Library &gt; Look for changes encodes what is missing.</numerusform>
            <numerusform>%Ln photos left out, not being encoded with {model} yet; Library &gt; Look for changes encodes what is missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are codes of {model} for photos that do not exist: %Ln photo(s).</source>
        <translation>
            <numerusform>There are codes of {model} for photos that do not exist: %Ln photo.</numerusform>
            <numerusform>There are codes of {model} for photos that do not exist: %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No codes of the model {model}: %Ln photo(s).</source>
        <translation>
            <numerusform>No codes of the model {model}: %Ln photo.</numerusform>
            <numerusform>No codes of the model {model}: %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without a thumbnail: %Ln photo(s).</source>
        <translation>
            <numerusform>Without a thumbnail: %Ln photo.</numerusform>
            <numerusform>Without a thumbnail: %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more message(s): see the log.</source>
        <translation>
            <numerusform>%Ln more message: see the log.</numerusform>
            <numerusform>%Ln more messages: see the log.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln less alike: show</source>
        <translation>
            <numerusform>%Ln less alike: show</numerusform>
            <numerusform>%Ln less alike: show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hardly like it: %Ln photo(s).</source>
        <translation>
            <numerusform>Hardly like it: %Ln photo.</numerusform>
            <numerusform>Hardly like it: %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removes %Ln file(s), frees {size}</source>
        <translation>
            <numerusform>Removes %Ln file, frees {size}</numerusform>
            <numerusform>Removes %Ln files, frees {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln group(s); of each of them at least one file stays.</source>
        <translation>
            <numerusform>In %Ln group; of each of them at least one file stays.</numerusform>
            <numerusform>In %Ln groups; of each of them at least one file stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln file(s) to the trash</source>
        <translation>
            <numerusform>Move %Ln file to the trash</numerusform>
            <numerusform>Move %Ln files to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln file(s)</source>
        <translation>
            <numerusform>Move %Ln file</numerusform>
            <numerusform>Move %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace %Ln file(s)</source>
        <translation>
            <numerusform>Replace %Ln file</numerusform>
            <numerusform>Replace %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s), {size}</source>
        <translation>
            <numerusform>%Ln file, {size}</numerusform>
            <numerusform>%Ln files, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are not compared yet.</source>
        <translation>
            <numerusform>%Ln photo are not compared yet.</numerusform>
            <numerusform>%Ln photos are not compared yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are still to be compared.</source>
        <translation>
            <numerusform>%Ln photo are still to be compared.</numerusform>
            <numerusform>%Ln photos are still to be compared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were compared with each other.</source>
        <translation>
            <numerusform>%Ln photo were compared with each other.</numerusform>
            <numerusform>%Ln photos were compared with each other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) with a place</source>
        <translation>
            <numerusform>%Ln photo with a place</numerusform>
            <numerusform>%Ln photos with a place</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) taken out of those found.</source>
        <translation>
            <numerusform>%Ln photo taken out of those found.</numerusform>
            <numerusform>%Ln photos taken out of those found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) erased.</source>
        <translation>
            <numerusform>%Ln answer erased.</numerusform>
            <numerusform>%Ln answers erased.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln answer(s) to “{name}”.</source>
        <translation>
            <numerusform>Wrote %Ln answer to “{name}”.</numerusform>
            <numerusform>Wrote %Ln answers to “{name}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) are looked at.</source>
        <translation>
            <numerusform>%Ln picture is looked at.</numerusform>
            <numerusform>%Ln pictures are looked at.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) that were held out judged it.</source>
        <translation>
            <numerusform>%Ln photo that was held out judged it.</numerusform>
            <numerusform>%Ln photos that were held out judged it.</numerusform>
        </translation>
    </message>
</context>
</TS>
