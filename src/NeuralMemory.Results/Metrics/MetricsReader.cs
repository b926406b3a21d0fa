using System.Text.Json;

namespace NeuralMemory.Results;

/// <summary>Reads <c>metrics.jsonl</c>, also while a run is writing it.</summary>
internal static class MetricsReader
{
    /// <summary>
    /// The records in order, read one at a time. A last line without a line end is one that a crash tore, or that is being written:
    /// it does not count.
    /// </summary>
    /// <param name="path">The metrics file.</param>
    /// <param name="length">The bytes after which no record begins that counts; null where all count.</param>
    /// <exception cref="RunException">
    /// There is no such file, a whole line is no record (the message says which), or the system refused.
    /// </exception>
    public static IEnumerable<MetricsRecord> Read(string path, long? length = null)
    {
        // A pipe in its place would be waited for.
        if (Storage.IsEmpty(path))
            yield break;
        using FileStream stream = Storage.Try("read", path, () =>
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        long number = 0;
        while (!(stream.Position >= length) && NextLine(stream, path) is { } line)
            yield return Parse(line, path, ++number);
    }

    private static byte[]? NextLine(FileStream stream, string path) => Storage.Try("read", path, () =>
    {
        List<byte> line = [];
        for (int value; (value = stream.ReadByte()) >= 0;)
        {
            if (value == '\n')
                return line.ToArray();
            line.Add((byte)value);
        }

        return null;
    });

    /// <summary>The record of a line.</summary>
    /// <exception cref="RunException">It is none.</exception>
    public static MetricsRecord Parse(ReadOnlyMemory<byte> line, string path, long number)
    {
        try
        {
            return JsonSerializer.Deserialize(line.Span, MetricsJson.Lines.MetricsRecord) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            string reason = JsonFile.Explain(exception, line, MetricsJson.Lines.MetricsRecord);
            throw new RunException(RunProblem.Damaged, $"{path}:{number}: not a metrics record: {reason}", exception);
        }
    }
}
