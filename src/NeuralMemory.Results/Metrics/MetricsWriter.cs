using System.Buffers;
using System.Text.Json;

namespace NeuralMemory.Results;

/// <summary>
/// Appends to <c>metrics.jsonl</c>. A record is one line and one write, so that a crash can tear only the last line.
/// Not thread-safe.
/// </summary>
public sealed class MetricsWriter : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    private MetricsWriter(string path, FileStream stream)
    {
        (_path, _stream) = (path, stream);
        _json = new Utf8JsonWriter(_line);
        Length = stream.Length;
        stream.Position = Length;
    }

    /// <summary>The bytes of whole lines so far. A checkpoint remembers it, and a resume passes it to <see cref="Open"/>.</summary>
    public long Length { get; private set; }

    /// <summary>Opens the file at <paramref name="path"/> for appending; creates it if there is none.</summary>
    /// <param name="path">The metrics file.</param>
    /// <param name="length">
    /// How much to keep: the <see cref="Length"/> that a checkpoint remembers. What was written after the checkpoint is removed, because
    /// the resumed run writes it again. Without it all whole lines are kept, and only a torn last line is removed.
    /// </param>
    /// <exception cref="RunException">
    /// The file is shorter than <paramref name="length"/> or has no line end there; or the system refused.
    /// </exception>
    public static MetricsWriter Open(string path, long? length = null) => Storage.Try("open", path, () =>
    {
        if (length is { } negative)
            ArgumentOutOfRangeException.ThrowIfNegative(negative, nameof(length));
        // Unbuffered, so that a record is one write; readable by others while the run goes on.
        FileStream stream = Disk.OpenToWrite(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        try
        {
            if (!stream.CanSeek)
                throw new RunException(RunProblem.Damaged, $"'{path}' is no plain file; move it away");
            long keep = length ?? LineFile.EndOfLast(stream);
            Check(path, stream, keep);
            if (stream.Length != keep)
                Disk.Truncate(stream, keep, path);
            return new MetricsWriter(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    });

    /// <summary>Makes sure that <see cref="Open"/> finds what a checkpoint remembers, without changing anything.</summary>
    /// <exception cref="RunException">
    /// The file is shorter than <paramref name="length"/> or has no line end there; or the system refused.
    /// </exception>
    public static void Check(string path, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
            return;
        Storage.ExpectContent(path);
        Storage.Try("open", path, () =>
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Check(path, stream, length);
        });
    }

    /// <summary>Appends one line. Other processes see it at once; the disk is sure to have it after <see cref="Flush"/>.</summary>
    /// <exception cref="ArgumentException">Two values have the same name.</exception>
    /// <exception cref="RunException">The system refused; the file then ends with the line before, or with a torn one.</exception>
    public void Append(MetricsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        for (int i = 0; i < record.Values.Count; i++)
            for (int j = 0; j < i; j++)
                if (record.Values[i].Name == record.Values[j].Name)
                    throw new ArgumentException($"two values are called '{record.Values[i].Name}'", nameof(record));

        _line.ResetWrittenCount();
        _json.Reset(_line);
        JsonSerializer.Serialize(_json, record, MetricsJson.Lines.MetricsRecord);
        _line.Write("\n"u8);
        try
        {
            Disk.Write(_stream, _line.WrittenSpan, _path);
            Length += _line.WrittenCount;
        }
        catch (IOException exception)
        {
            TakeBack();
            throw Storage.Explain("write", _path, exception);
        }
    }

    /// <summary>Makes all lines survive a power failure. Call it before saving a checkpoint that remembers <see cref="Length"/>.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void Flush() => Storage.Try("write", _path, () => Disk.Flush(_stream, _path));

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }

    /// <summary>
    /// Removes what was written of a line. A disk that refuses even this leaves a torn last line, which counts for nothing.
    /// </summary>
    private void TakeBack()
    {
        try
        {
            Disk.Truncate(_stream, Length, _path);
            _stream.Position = Length;
        }
        catch (IOException)
        {
        }
    }

    private static void Check(string path, FileStream stream, long keep)
    {
        if (keep > stream.Length)
            throw new RunException(RunProblem.Damaged,
                $"'{path}' is damaged: the checkpoint remembers {keep} bytes of it, found {stream.Length}");
        if (keep > 0 && ByteAt(stream, keep - 1) != '\n')
            throw new RunException(RunProblem.Damaged,
                $"'{path}' is damaged: no line ends at byte {keep}, where the checkpoint remembers one");
    }

    private static int ByteAt(FileStream stream, long position)
    {
        stream.Position = position;
        return stream.ReadByte();
    }
}
