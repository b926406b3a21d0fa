using System.Text;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>A folder with a corpus, and tasks that read it.</summary>
internal sealed class CorpusFolder : IDisposable
{
    /// <summary>A small corpus: one of its lines is held out with a divisor of 5, that of "good night".</summary>
    public const string Phrases = """
        # Written for this test.
        good day	bonjour
        i love you	je t'aime !
        good night	bonne nuit
        you love good night	tu aimes bonne nuit
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("corpus").FullName;

    public CorpusFolder(string text = Phrases)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public CorpusFolder(byte[] bytes)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "corpora"));
        File.WriteAllBytes(CorpusPath, bytes);
    }

    /// <summary>The corpus.</summary>
    public string CorpusPath => Path.Combine(_folder, "corpora", "phrases.tsv");

    /// <summary>A file of the folder.</summary>
    public string In(string name) => Path.Combine(_folder, name);

    /// <summary>A task with this section <c>corpus</c>, which shows one column and asks for another.</summary>
    public static string Task(string corpus, string show = "text(english, line)", string recall = "text(french, line)") => $$"""
        task: t
        version: 1
        corpus: {{corpus}}
        inputs: { word: vocabulary(english) }
        targets: { word: vocabulary(french) }
        draw:
          line: any_line()
        episode:
          - show: { word: "one_hot({{show}}, vocabulary(english))" }
          - recall: { word: "one_hot({{recall}}, vocabulary(french))" }
        loss: softmax
        """;

    /// <summary>The section <c>corpus</c> with further keys.</summary>
    public static string Section(string columns = "{ english: words, french: words }", string more = "") =>
        $"{{ file: corpora/phrases.tsv, columns: {columns}{(more.Length > 0 ? ", " : "")}{more} }}";

    /// <summary>The task of a text in the folder.</summary>
    public TaskDefinition Define(string text)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? task = TaskDefinition.Read(In("t.yaml"), text, diagnostics);
        Assert.Equal("", diagnostics.ToString());
        return task!;
    }

    /// <summary>What is wrong with a task, places below the folder.</summary>
    public string[] ProblemsOf(string text)
    {
        var diagnostics = new Diagnostics();
        Assert.Null(TaskDefinition.Read(In("t.yaml"), text, diagnostics));
        string root = _folder + Path.DirectorySeparatorChar;
        return [.. diagnostics.Items.Select(item => item.ToString().Replace(root, "", StringComparison.Ordinal))];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
