using System.Formats.Tar;
using System.Text;
using NeuralMemory.Shipped;

namespace NeuralMemory.Yaml;

/// <summary>
/// Reads a file as text: UTF-8, or UTF-16 or UTF-32 with a byte order mark. Nothing is replaced: bytes that are no text are a problem.
/// A path of <see cref="ShippedFiles"/> is that of a file inside the program.
/// </summary>
public static class TextFile
{
    private const int MostListed = 8;

    // Every character of YamlReader.MaxLength takes at most 4 bytes, and a byte order mark 4 more.
    private const int MaxBytes = 4 * YamlReader.MaxLength + 4;

    // UTF-32 before UTF-16, whose mark is the beginning of its own; UTF-8 is what a file without a mark is read as.
    private static readonly Encoding[] Encodings =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
    ];

    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };

    /// <summary>The text of a file without its byte order mark, or null; then a problem was reported.</summary>
    internal static string? Read(string path, Diagnostics diagnostics) => Read(path, MaxBytes, YamlReader.TooLong, diagnostics);

    /// <summary>The text of a file without its byte order mark, or null; then a problem was reported.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="mostBytes">How long it may be.</param>
    /// <param name="tooLong">What is told of a longer one.</param>
    /// <param name="diagnostics">Receives the problem.</param>
    public static string? Read(string path, int mostBytes, string tooLong, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (ShippedFiles.IsShipped(path))
            return ReadShipped(path, diagnostics);
        byte[] bytes;
        try
        {
            if (Directory.Exists(path))
            {
                diagnostics.Add(SourceMark.WholeFile(path), DescribeFolder(path, "this"));
                return null;
            }

            if (IsPipeOrDevice(path))
            {
                diagnostics.Add(SourceMark.WholeFile(path), "this is no plain file but a pipe, a socket or a device");
                return null;
            }

            bytes = ReadBytes(path, mostBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            bool missing = error is FileNotFoundException or DirectoryNotFoundException;
            diagnostics.Add(
                SourceMark.WholeFile(path), missing ? Missing(path) : "the file cannot be read");
            return null;
        }

        if (bytes.Length <= mostBytes)
            return Decode(path, bytes, diagnostics);
        diagnostics.Add(SourceMark.WholeFile(path), tooLong);
        return null;
    }

    /// <summary>What to tell a user who named a folder where a file belongs: also which YAML files are in it, if they are few.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="subject">How to call it at the beginning of the sentence.</param>
    public static string DescribeFolder(string folder, string subject)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "*", Readable)
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
                .Take(MostListed + 1).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal),
        ];
        string within = files.Length is 0 or > MostListed ? "" : $" (in it: {string.Join(", ", files)})";
        return $"{subject} is a folder; expected a file{within}";
    }

    private static string? ReadShipped(string path, Diagnostics diagnostics)
    {
        if (ShippedFiles.Read(path) is { } text)
            return text;
        string hint = NearestName.Find(path, ShippedFiles.Paths) is { } nearest ? $"; did you mean {Quoted.Text(nearest)}?" : "";
        diagnostics.Add(SourceMark.WholeFile(path), $"there is no such file in the program{hint}");
        return null;
    }

    /// <summary>Whether there is something behind a name: a link to nothing counts as a file.</summary>
    private static bool IsThere(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: false };
        }
        catch (IOException)
        {
            // Links that lead in a circle, or a file that went meanwhile.
            return false;
        }
    }

    private static string Missing(string path) => new FileInfo(path).LinkTarget is { } target
        ? $"this is a link to {Quoted.Text(target)}, and there is no such file{HintAtNeighbour(path)}"
        : $"there is no such file{HintAtNeighbour(path)}";

    /// <summary>The end of a sentence about a missing file, with the name of a file beside it that may be meant.</summary>
    private static string HintAtNeighbour(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        string searched = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(searched))
            return "";
        IEnumerable<string> names =
            Directory.EnumerateFiles(searched, "*", Readable).Where(IsThere).Select(Path.GetFileName).OfType<string>();
        return NearestName.Find(Path.GetFileName(path), names.Order(StringComparer.Ordinal)) is { } nearest
            ? $"; did you mean {Quoted.Text(Path.Combine(folder, nearest))}?"
            : "";
    }

    /// <summary>
    /// Whether a name is that of a pipe, a socket or a device, which to open can mean to wait for ever. (What a shell hands over as
    /// /dev/fd/63 is a link to nothing that has a name, and is read.)
    /// </summary>
    private static bool IsPipeOrDevice(string path)
    {
        if ((File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is not FileInfo { Exists: true, Length: 0 } file)
            return false;
        // Only an archive's writer tells an empty file from a pipe without opening it.
        using var archive = new MemoryStream();
        try
        {
            using var writer = new TarWriter(archive, leaveOpen: true);
            writer.WriteEntry(file.FullName, "file");
        }
        catch (IOException) when (File.Exists(file.FullName))
        {
            // No archive has an entry for a socket.
            return true;
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType is not TarEntryType.RegularFile;
    }

    /// <summary>The bytes of a file; of one that is too long, or that grows without end, just more than that.</summary>
    private static byte[] ReadBytes(string path, int mostBytes)
    {
        using FileStream file = File.OpenRead(path);
        using var bytes = new MemoryStream();
        byte[] chunk = new byte[1 << 16];
        while (bytes.Length <= mostBytes && file.Read(chunk) is > 0 and var count)
            bytes.Write(chunk, 0, count);
        return bytes.ToArray();
    }

    private static string? Decode(string path, byte[] bytes, Diagnostics diagnostics)
    {
        Encoding? marked = Array.Find(Encodings, encoding => bytes.AsSpan().StartsWith(encoding.Preamble));
        Encoding encoding = marked ?? Encodings[^1];
        int start = marked is null ? 0 : encoding.Preamble.Length;
        try
        {
            return encoding.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException error)
        {
            // Only the UTF-8 decoder says exactly which byte it cannot read.
            bool isUtf8 = encoding is UTF8Encoding;
            diagnostics.Add(
                isUtf8 ? EndOf(path, encoding.GetString(bytes, start, error.Index)) : SourceMark.WholeFile(path),
                isUtf8 ? "this byte is not UTF-8 text; save the file as UTF-8"
                    : $"the file begins as {encoding.WebName} text, and is not; save the file as UTF-8");
            return null;
        }
    }

    private static SourceMark EndOf(string path, string text)
    {
        (int line, int column) = (0, 1);
        foreach (ReadOnlySpan<char> row in text.AsSpan().EnumerateLines())
            (line, column) = (line + 1, row.Length + 1);
        return new(path, Math.Max(line, 1), column);
    }
}
