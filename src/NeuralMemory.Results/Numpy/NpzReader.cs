using System.IO.Compression;

namespace NeuralMemory.Results;

/// <summary>Reads an <c>.npz</c> file of NumPy or of an <see cref="NpzWriter"/>, one array at a time.</summary>
public sealed class NpzReader : IDisposable
{
    private const string Extension = ".npy";

    private readonly string _path;
    private readonly ZipArchive _zip;

    private NpzReader(string path, ZipArchive zip)
    {
        (_path, _zip) = (path, zip);
        Names = [.. zip.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[..^Extension.Length])];
    }

    /// <summary>What the arrays are called, in the order of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="RunException">There is none, it is no zip archive, or the system refused.</exception>
    public static NpzReader Open(string path)
    {
        Storage.ExpectContent(path);
        FileStream stream = Storage.Try("read", path, () => Disk.OpenToRead(path));
        try
        {
            return new(path, new ZipArchive(stream, ZipArchiveMode.Read));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            stream.Dispose();
            throw new RunException(RunProblem.Damaged, $"'{path}' is damaged: it is no .npz file", exception);
        }
    }

    /// <summary>Whether there is an array of this name.</summary>
    public bool Has(string name) => _zip.GetEntry(name + Extension) is not null;

    /// <summary>Reads an array.</summary>
    /// <exception cref="RunException">There is none of the name, it is damaged, or holds what is not read here.</exception>
    public NpyArray Read(string name)
    {
        ZipArchiveEntry entry = _zip.GetEntry(name + Extension) ?? throw new RunException(RunProblem.Missing,
            $"'{_path}' has no array '{name}'; it has {(Names.Count == 0 ? "none" : string.Join(", ", Names))}");
        try
        {
            using Stream stream = entry.Open();
            return NpyArray.ReadFrom(stream);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new RunException(
                RunProblem.Damaged, $"the array '{name}' of '{_path}' cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
