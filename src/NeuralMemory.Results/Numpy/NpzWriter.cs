using System.Globalization;

namespace NeuralMemory.Results;

/// <summary>
/// Writes an <c>.npz</c> file, the zip archive of arrays that <c>numpy.load</c> reads. Nobody sees a part of the file. Rows of arrays that
/// grow go to disk as they come, so that memory is bounded however many they become: to their place in the file where it is known how many
/// will come, else to a file beside it until <see cref="Complete"/> joins them. Names may have slashes:
/// <c>numpy.load(file)["heads/weights"]</c>. Equal arrays give equal bytes.
/// </summary>
public sealed class NpzWriter : IDisposable
{
    private const string Extension = ".npy";
    private const int BufferBytes = 1 << 16;

    private readonly NpzArchive _archive;
    private readonly string _folder;
    private readonly bool _isCompressed;
    private readonly HashSet<string> _names = [];
    private readonly List<Action> _completions = [];
    private readonly List<NpyRows> _rows = [];
    private bool _isEnded;

    private NpzWriter(NpzArchive archive, string folder, bool isCompressed) =>
        (_archive, _folder, _isCompressed) = (archive, folder, isCompressed);

    /// <summary>Begins a file in a folder that exists. What has the name already stays until <see cref="Complete"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compressed">Whether arrays are deflated: weightings shrink to a tenth, and take longer to write.</param>
    /// <exception cref="RunException">
    /// The path is a folder, in none, or a device, another process writes to it, or the system refused.
    /// </exception>
    public static NpzWriter Create(string path, bool compressed = false)
    {
        AtomicFile.ExpectPlace(path);
        if (AtomicFile.IsDevice(path))
            throw new RunException(RunProblem.Storage, $"cannot write '{path}': arrays go into a file, not to a device");
        string folder = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(path))!, $"{AtomicFile.TemporaryPrefix}{Path.GetFileName(path)}.parts");
        return Storage.Try("write", path, () =>
        {
            NpzArchive archive = NpzArchive.Open(path, compressed);
            // Of a writer that died.
            Disk.DeleteFolder(folder);
            return new NpzWriter(archive, folder, compressed);
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
        string part = Path.Combine(_folder, _rows.Count.ToString(CultureInfo.InvariantCulture) + Extension);
        return Begin<T>(name, rowShape.ToArray(), most: null, Storage.Try("write", _archive.Path, () =>
        {
            Disk.MakeFolder(_folder);
            return new RowsBeside(_archive, name + Extension,
                Disk.OpenToWrite(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes));
        }));
    }

    /// <summary>Adds an array whose first axis grows to a length that is known: it is written once, to its place.</summary>
    /// <param name="name">Such as <c>heads/weights</c>; no other array has it.</param>
    /// <param name="rows">How many rows will come. Where fewer come, the array has fewer, and the file stays as long.</param>
    /// <param name="rowShape">The other axes; none where each row is one number.</param>
    /// <exception cref="ArgumentException">The name is taken, or none of a file.</exception>
    /// <exception cref="RunException">The system refused.</exception>
    public NpySeries<T> GrowTo<T>(string name, long rows, params ReadOnlySpan<int> rowShape)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (_isCompressed)
            return Grow<T>(name, rowShape);
        Claim(name);
        int[] shape = rowShape.ToArray();
        byte[] header = NpySeries<T>.HeaderOf(rows, shape);
        long rowBytes = shape.Aggregate((long)NpyType.Of<T>().ItemBytes, (product, length) => checked(product * length));
        return Begin<T>(name, shape, rows,
            new PlacedRows(_archive, _archive.Reserve(name + Extension, checked(header.Length + rows * rowBytes)), header));
    }

    /// <summary>Adds an array that is known as a whole; it is kept until <see cref="Complete"/>.</summary>
    /// <exception cref="ArgumentException">The name is taken, or none of a file.</exception>
    public void Add(string name, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        Claim(name);
        _completions.Add(() => _archive.Add(name + Extension, array.FileBytes, array.WriteTo));
    }

    /// <summary>
    /// Makes the file of what was added: first what has its place, then the rest, each in the order of adding. Nothing can be added any
    /// more.
    /// </summary>
    /// <exception cref="RunException">The system refused. What had the name before is intact.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_isEnded, this);
        Storage.Try("write", _archive.Path, () => _completions.ForEach(complete => complete()));
        _archive.Complete();
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
            _rows.ForEach(rows => rows.Dispose());
            Disk.DeleteFolder(_folder);
            _archive.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is left has a temporary name; the next writer of this file takes it away.
        }
    }

    private NpySeries<T> Begin<T>(string name, int[] rowShape, long? most, NpyRows rows)
        where T : unmanaged
    {
        _rows.Add(rows);
        NpySeries<T> series = new(name, rowShape, most, rows);
        _completions.Add(series.Complete);
        return series;
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
