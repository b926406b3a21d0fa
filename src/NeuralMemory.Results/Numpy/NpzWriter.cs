using System.Globalization;
using System.IO.Compression;

namespace NeuralMemory.Results;

/// <summary>
/// Writes an <c>.npz</c> file, the zip archive of arrays that <c>numpy.load</c> reads. Arrays that grow are kept in files beside it until
/// <see cref="Complete"/> joins them, so that memory is bounded however long they become; nobody sees a part of the file. Names may have
/// slashes: <c>numpy.load(file)["heads/weights"]</c>. Equal arrays give equal bytes.
/// </summary>
public sealed class NpzWriter : IDisposable
{
    private const string Extension = ".npy", LockName = "lock";
    private const int BufferBytes = 1 << 16;

    // A zip archive cannot say that there is no time.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _path, _folder;
    private readonly CompressionLevel _level;
    private readonly FileStream _lock;
    private readonly HashSet<string> _names = [];
    private readonly List<(string Name, NpyPart? Grown, NpyArray? Whole)> _arrays = [];
    private bool _isEnded;

    private NpzWriter(string path, string folder, bool compressed, FileStream held)
    {
        (_path, _folder, _lock) = (path, folder, held);
        _level = compressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
    }

    /// <summary>Begins a file in a folder that exists. What has the name already stays until <see cref="Complete"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compressed">Whether arrays are deflated: weightings shrink to a tenth, and take longer to write.</param>
    /// <exception cref="RunException">The path is a folder or in none, another process writes to it, or the system refused.</exception>
    public static NpzWriter Create(string path, bool compressed = false)
    {
        AtomicFile.ExpectPlace(path);
        string folder = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(path))!, $"{AtomicFile.TemporaryPrefix}{Path.GetFileName(path)}.parts");
        return Storage.Try("write", path, () =>
        {
            Disk.MakeFolder(folder);
            FileStream held = Disk.OpenToWrite(Path.Combine(folder, LockName), FileMode.Create, FileAccess.Write, FileShare.None);
            // Of a writer that died.
            foreach (string part in Directory.GetFiles(folder, "*" + Extension))
                Disk.DeleteFile(part);
            return new NpzWriter(path, folder, compressed, held);
        });
    }

    /// <summary>Adds an array whose first axis grows.</summary>
    /// <param name="name">Such as <c>heads/weights</c>; no other array has it.</param>
    /// <param name="rowShape">The other axes; none where each row is one number.</param>
    /// <exception cref="ArgumentException">The name is taken, or none of a file.</exception>
    /// <exception cref="RunException">The system refused.</exception>
    public NpySeries<T> Grow<T>(string name, params ReadOnlySpan<int> rowShape)
        where T : unmanaged
    {
        _ = NpyType.Of<T>();
        Claim(name);
        int[] shape = rowShape.ToArray();
        string part = Path.Combine(_folder, _arrays.Count.ToString(CultureInfo.InvariantCulture) + Extension);
        NpySeries<T> series = Storage.Try("write", _path, () => new NpySeries<T>(
            name, shape, Disk.OpenToWrite(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes), _path));
        _arrays.Add((name, series, null));
        return series;
    }

    /// <summary>Adds an array that is known as a whole; it is kept until <see cref="Complete"/>.</summary>
    /// <exception cref="ArgumentException">The name is taken, or none of a file.</exception>
    public void Add(string name, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        Claim(name);
        _arrays.Add((name, null, array));
    }

    /// <summary>Makes the file of what was added, in that order. Nothing can be added any more.</summary>
    /// <exception cref="RunException">The system refused. What had the name before is intact.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_isEnded, this);
        AtomicFile.Write(_path, stream =>
        {
            using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, NpyPart? grown, NpyArray? whole) in _arrays)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name + Extension, _level);
                entry.LastWriteTime = NoTime;
                using Stream member = entry.Open();
                grown?.MoveTo(member);
                whole?.WriteTo(member);
            }
        });
        Dispose();
    }

    /// <summary>Ends it. What was not completed leaves nothing behind.</summary>
    public void Dispose()
    {
        if (_isEnded)
            return;
        _isEnded = true;
        try
        {
            foreach ((_, NpyPart? grown, _) in _arrays)
                grown?.Delete();
            _lock.Dispose();
            Disk.DeleteFolder(_folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is left has a temporary name; the next writer of this file takes it away.
        }
    }

    private void Claim(string name)
    {
        ObjectDisposedException.ThrowIf(_isEnded, this);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\\') || name.Split('/').Any(part => part is "" or "." or ".."))
            throw new ArgumentException($"'{name}' is no name of an array in a file", nameof(name));
        if (!_names.Add(name))
            throw new ArgumentException($"two arrays are called '{name}'", nameof(name));
    }
}
