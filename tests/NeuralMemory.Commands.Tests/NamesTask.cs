namespace NeuralMemory.Commands.Tests;

/// <summary>A task of two lines: names are read letter by letter, what they are is answered word by word.</summary>
internal static class NamesTask
{
    private const string Corpus = "# two names\nanne\ta woman\npaul\ta man\n";

    private const string Text = """
        task: names
        version: 1
        corpus: { file: names.tsv, columns: { name: characters, kind: { cut: words, begin: true } } }
        inputs: { name: { symbols: vocabulary(name) }, back: { symbols: vocabulary(kind) } }
        targets: { kind: { symbols: vocabulary(kind) } }
        draw: { line: any_line() }
        episode:
          - source: { name: SOURCE }
          - show: { back: literal(begin(kind)) }
            recall: { kind: "concat(text(kind, line), literal(end(kind)))" }
            feedback: { back: kind }
        loss: softmax
        terminator: { kind: end(kind) }
        """;

    /// <summary>Writes <c>names.yaml</c> and its corpus.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="source">What is read, an expression.</param>
    public static void Write(TemporaryFolder folder, string source)
    {
        File.WriteAllText(folder["names.tsv"], Corpus);
        File.WriteAllText(folder["names.yaml"], Text.Replace("SOURCE", $"\"{source}\"", StringComparison.Ordinal));
    }
}
