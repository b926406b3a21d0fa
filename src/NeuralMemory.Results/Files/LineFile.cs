using System.Text;

namespace NeuralMemory.Results;

/// <summary>
/// A text file to which several processes add lines. Who adds has the file alone meanwhile, for the system keeps no two writers apart: each
/// would write where the file ended when it was opened. The others wait, a matter of milliseconds. What a crash tore is no line: it is
/// passed over, and goes before something stands behind it.
/// </summary>
/// <param name="path">The file.</param>
public sealed class LineFile(string path)
{
    /// <summary>Adds lines in one write, flushed to disk.</summary>
    /// <param name="lines">Whole lines, with their ends.</param>
    /// <param name="heading">What a file begins with, with its end.</param>
    /// <exception cref="RunException">The system refused, or another process has had the file for too long.</exception>
    public void Append(ReadOnlyMemory<byte> lines, string heading = "") => Storage.Try("write", path, () =>
    {
        using FileStream stream = Storage.TakeTurn(() =>
            Disk.OpenToWrite(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        if (!stream.CanSeek)
            throw new RunException(RunProblem.Damaged, $"'{path}' is no plain file; move it away");
        long end = EndOfLast(stream);
        if (stream.Length != end)
            Disk.Truncate(stream, end, path);
        stream.Position = end;
        Disk.Write(stream, end == 0 && heading.Length > 0 ? [.. Encoding.UTF8.GetBytes(heading), .. lines.Span] : lines.Span, path);
        Disk.Flush(stream, path);
    });

    /// <summary>The whole lines, in order, without their ends; none where there is no file.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public IReadOnlyList<string> Read()
    {
        if (!File.Exists(path) || Storage.IsEmpty(path))
            return [];
        string text = Storage.Try("read", path, () =>
        {
            using FileStream stream = Storage.TakeTurn(() =>
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            using StreamReader reader = new(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        });
        // Behind the last line end stands what is being written, or was torn.
        return [.. text.Split('\n')[..^1].Select(line => line.TrimEnd('\r'))];
    }

    /// <summary>Where the last whole line of a file ends.</summary>
    internal static long EndOfLast(FileStream stream)
    {
        Span<byte> buffer = stackalloc byte[4096];
        for (long end = stream.Length; end > 0;)
        {
            int count = (int)Math.Min(buffer.Length, end);
            stream.Position = end - count;
            stream.ReadExactly(buffer[..count]);
            int newline = buffer[..count].LastIndexOf((byte)'\n');
            if (newline >= 0)
                return end - count + newline + 1;
            end -= count;
        }

        return 0;
    }
}
