"""Hold the words for what is wrong with a file: why a photo cannot be read, what it is instead."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.message_codes import DetailCode, FileKind, VarietyCode
from photosearch.message_words.template import Template, Variants
from photosearch.messages import QT_TR_NOOP, MessageCode

PHOTO_PROBLEMS: Mapping[MessageCode, Template] = {
    DetailCode.EMPTY_FILE: QT_TR_NOOP("The file is empty (0 bytes)."),
    DetailCode.EMPTY_DATA: QT_TR_NOOP("The file is empty."),
    DetailCode.FILE_TOO_LARGE: Variants(
        window=QT_TR_NOOP("The file has {megabytes} MB; the settings allow {limit} MB."),
        command_line=(
            "The file has {megabytes} MB; the limit is {limit} MB (setting max_file_megabytes)."
        ),
    ),
    DetailCode.FILE_CHANGING: QT_TR_NOOP("The file changed while it was read."),
    DetailCode.FILE_CHANGED: QT_TR_NOOP("The file has changed."),
    DetailCode.FILE_GONE: QT_TR_NOOP("There is no such file."),
    DetailCode.FILE_FORBIDDEN: QT_TR_NOOP("The system does not allow reading it."),
    DetailCode.SYSTEM_ERROR: QT_TR_NOOP("The system reports: {cause}."),
    DetailCode.NOT_REGULAR: QT_TR_NOOP("This is not a regular file."),
    DetailCode.IS_FOLDER: QT_TR_NOOP("This is a folder, not a file."),
    DetailCode.IS_DEVICE: QT_TR_NOOP("This is a device, pipe or socket, not a file."),
    DetailCode.LINK_BROKEN: QT_TR_NOOP("This link leads to nothing."),
    DetailCode.ONLINE_ONLY: Variants(
        window=QT_TR_NOOP(
            "The file is only in the cloud. “Try unreadable files again” downloads and reads it; "
            "or keep it on this computer, then it is read by itself."
        ),
        command_line=(
            "The file is only in the cloud. Keep it on this computer, then it is read by itself."
        ),
    ),
    DetailCode.NOT_AN_IMAGE: QT_TR_NOOP("The file is no image of a known format."),
    DetailCode.ONLY_ZEROS: QT_TR_NOOP("The file holds nothing but zeros."),
    DetailCode.FORMAT_UNSUPPORTED: QT_TR_NOOP("The file is {kind}, which is not supported."),
    DetailCode.VARIETY_UNSUPPORTED: QT_TR_NOOP(
        "This kind of {format} file is not supported ({cause})."
    ),
    DetailCode.VARIETY_NOT_SUPPORTED: QT_TR_NOOP(
        "This kind of {format} file ({kind}) is not supported."
    ),
    DetailCode.COMPRESSION_UNKNOWN: QT_TR_NOOP(
        "The {format} file is damaged (there is no compression of number {number})."
    ),
    DetailCode.CHANNELS_MISSING: QT_TR_NOOP("The {format} file has {number} of {total} channels."),
    DetailCode.CHANNELS_TOO_FEW: QT_TR_NOOP(
        "The {format} file is damaged (it has too few channels)."
    ),
    DetailCode.CHANNELS_WRONG: QT_TR_NOOP(
        "The {format} file is damaged ({number} channels are too few or many)."
    ),
    DetailCode.PALETTE_MISSING: QT_TR_NOOP("The {format} file lacks its palette."),
    DetailCode.PICTURE_CUT_OFF: QT_TR_NOOP("The {format} file ends before its picture does."),
    DetailCode.JPEG_UNSUPPORTED: QT_TR_NOOP(
        "This kind of JPEG file (hierarchical, or lossless with arithmetic coding) is not "
        "supported."
    ),
    DetailCode.FILE_DAMAGED: QT_TR_NOOP("The {format} file is damaged ({cause})."),
    DetailCode.HEADER_DAMAGED: QT_TR_NOOP(
        "The {format} file is damaged (its header cannot be read)."
    ),
    DetailCode.PARTS_DAMAGED: QT_TR_NOOP(
        "The {format} file is damaged (its parts do not fit together)."
    ),
    DetailCode.JPEG_CUT_OFF: QT_TR_NOOP("The JPEG file ends before its picture begins."),
    DetailCode.JPEG_DAMAGED: QT_TR_NOOP("The JPEG data is damaged ({cause})."),
    DetailCode.JPEG_PART_READABLE: QT_TR_NOOP(
        "Only the upper {percent} % of the photo can be read ({cause})."
    ),
    DetailCode.WEBP_HEADER_DAMAGED: QT_TR_NOOP("The WebP header is damaged."),
    DetailCode.RAW_DAMAGED: QT_TR_NOOP("The RAW file is damaged ({cause})."),
    DetailCode.RAW_UNKNOWN: QT_TR_NOOP("The RAW file is of a kind that is not known ({cause})."),
    DetailCode.SIZE_MISSING: QT_TR_NOOP("The file's header tells no size."),
    DetailCode.TOO_MANY_PIXELS: QT_TR_NOOP(
        "The photo has {width} × {height} pixels, more than the limit of {limit} megapixels."
    ),
    DetailCode.NO_MEMORY: QT_TR_NOOP("There is not enough memory to decode the photo."),
    DetailCode.OVER_MEMORY_LIMIT: QT_TR_NOOP("It takes more memory than a worker may use."),
    DetailCode.PREVIEW_DAMAGED: QT_TR_NOOP("Its preview is damaged."),
    DetailCode.READING_TOO_LONG: QT_TR_NOOP("Reading it took longer than {seconds} seconds."),
    DetailCode.WORKER_NOT_READY: QT_TR_NOOP("It was not ready after {seconds} seconds."),
    DetailCode.WORKER_KILLED: QT_TR_NOOP("The process that read it was stopped by {signal}."),
    DetailCode.WORKER_EXITED: QT_TR_NOOP(
        "The process that read it ended unexpectedly (code {status})."
    ),
    DetailCode.WORKER_ENDED: QT_TR_NOOP("The process that read it ended unexpectedly."),
    FileKind.GIMP: QT_TR_NOOP("a GIMP document"),
    FileKind.PCX: QT_TR_NOOP("a PCX image"),
    FileKind.PDF: QT_TR_NOOP("a PDF document"),
    FileKind.POSTSCRIPT: QT_TR_NOOP("a PostScript drawing"),
    FileKind.RADIANCE: QT_TR_NOOP("a Radiance image"),
    FileKind.TARGA: QT_TR_NOOP("a Targa image"),
    FileKind.ICON: QT_TR_NOOP("a Windows icon"),
    FileKind.TEXTURE: QT_TR_NOOP("a texture"),
    FileKind.VIDEO: QT_TR_NOOP("a video"),
    FileKind.OPENEXR: QT_TR_NOOP("an OpenEXR image"),
    FileKind.SVG: QT_TR_NOOP("an SVG drawing"),
    VarietyCode.BITS_PER_CHANNEL: QT_TR_NOOP("{number} bits"),
    VarietyCode.CHANNELS: QT_TR_NOOP("{number} channels"),
    VarietyCode.CHANNELS_OF_BITS: QT_TR_NOOP("{number} channels of {depth} bits"),
    VarietyCode.CMYK: QT_TR_NOOP("CMYK"),
    VarietyCode.COLOURS_OF_KIND: QT_TR_NOOP("colours of kind {number}"),
    VarietyCode.COLOUR_SPACE: QT_TR_NOOP("colour space {number}"),
    VarietyCode.COMPLEX_NUMBERS: QT_TR_NOOP("complex numbers"),
    VarietyCode.COMPRESSION: QT_TR_NOOP("compression {name}"),
    VarietyCode.DEPTHS_DIFFER: QT_TR_NOOP("channels of different depths"),
    VarietyCode.DEPTH_MAP: QT_TR_NOOP("a depth map"),
    VarietyCode.INKS: QT_TR_NOOP("inks other than CMYK"),
    VarietyCode.ITU_LAB: QT_TR_NOOP("ITU Lab colours"),
    VarietyCode.LAB_OF_BITS: QT_TR_NOOP("Lab colours with {number} bits"),
    VarietyCode.LOGLUV: QT_TR_NOOP("LogLuv colours"),
    VarietyCode.LOGL: QT_TR_NOOP("LogL light"),
    VarietyCode.MANY_CHANNELS: QT_TR_NOOP("a document of many channels"),
    VarietyCode.NOT_FLATTENED: QT_TR_NOOP(
        "saved without a flattened picture; save it with “Maximize compatibility”"
    ),
    VarietyCode.PALETTE: QT_TR_NOOP("a palette other than RGB of 8 bits"),
    VarietyCode.SIGNED_NUMBERS: QT_TR_NOOP("signed numbers"),
    VarietyCode.SLIDE: QT_TR_NOOP("a microscope slide in YCbCr"),
    VarietyCode.SUBSAMPLED: QT_TR_NOOP("subsampled colours"),
    VarietyCode.VOLUME: QT_TR_NOOP("a volume of several layers"),
}
