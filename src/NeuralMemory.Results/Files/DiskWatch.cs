namespace NeuralMemory.Results;

/// <summary>What <see cref="Disk"/> does to the files of runs.</summary>
internal enum DiskCall
{
    /// <summary>A folder is made.</summary>
    MakeFolder,

    /// <summary>A file is opened for writing, and made if there is none.</summary>
    OpenToWrite,

    /// <summary>Bytes are written.</summary>
    Write,

    /// <summary>A file is cut to a length.</summary>
    Truncate,

    /// <summary>A file's content is flushed to disk.</summary>
    Flush,

    /// <summary>The entries of a folder are flushed to disk.</summary>
    FlushFolder,

    /// <summary>A file or folder gets another name.</summary>
    Rename,

    /// <summary>A file is deleted.</summary>
    DeleteFile,

    /// <summary>A folder is deleted.</summary>
    DeleteFolder,

    /// <summary>A file of a checkpoint is opened for reading: the one call that changes nothing.</summary>
    OpenToRead,
}

/// <summary>Stands between runs and the disk, for tests: lets a call fail, or things happen meanwhile.</summary>
internal interface IDiskWatch
{
    /// <summary>Whether flushes reach the disk. They are slow, and nothing but a power failure shows whether they were made.</summary>
    bool Flushes { get; }

    /// <summary>A call is about to be made. What this throws, the call throws.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">What it is made on; of a renaming the new name.</param>
    /// <param name="half">Does half of the call, as a disk may before it fails; null where there is no half.</param>
    void Before(DiskCall call, string path, Action? half);
}
