using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// The episodes of a seed are always the same: those kept in golden/episodes, a fingerprint of some and one small one in full. To keep
/// others on purpose, raise the version of the task and run these tests with <c>UPDATE_EPISODES=1</c> in the environment.
/// </summary>
public sealed class GoldenEpisodeTests
{
    private const int Seeds = 3, Episodes = 8;

    private static readonly string Folder =
        Path.Combine(Repository.Root, "tests", "NeuralMemory.Tasks.Tests", "golden", "episodes");

    /// <summary>Parameters that make the episode in full a small one.</summary>
    private static readonly Dictionary<string, string> Small = new()
    {
        ["adding"] = "{ shortest: 22, length: 23 }",
        ["arithmetic"] = "{ digits: 4 }",
        ["arithmetic-brackets"] = "{ length: 12 }",
        ["associative-recall"] = "{ items: 3 }",
        ["associative-recall-pairs"] = "{ pairs: 3 }",
        ["associative-retrieval-remember"] = "{ pairs: 3 }",
        ["associative-retrieval-rewrite"] = "{ pairs: 5, symbols: 3 }",
        ["binary-addition"] = "{ length: 9 }",
        ["binary-multiplication"] = "{ length: 9 }",
        ["bucket-sort"] = "{ length: 7 }",
        ["compositional-mqar"] = "{ vocabulary: 27, length: 26, grid: 2 }",
        ["compression"] = "{ vocabulary: 5, length: 6 }",
        ["compute-sqrt"] = "{ length: 7 }",
        ["copy"] = "{ length: 4 }",
        ["copy-and-associative-recall"] = "{ length: 3, items: 3 }",
        ["copy-and-priority-sort"] = "{ length: 3, items: 5, recalled: 4 }",
        ["copy-and-repeat-copy"] = "{ length: 3, repeated: 2, repeats: 2 }",
        ["copy-repeat-recall-sort"] = "{ length: 3, repeated: 2, repeats: 2, items: 3, sorted: 5, recalled: 4 }",
        ["cycle-navigation"] = "{ length: 7 }",
        ["duplicate-string"] = "{ length: 5 }",
        ["dynamic-n-grams"] = "{ length: 24 }",
        ["even-pairs"] = "{ length: 7 }",
        ["family-inference"] = "{ nodes: 4, relation: 3 }",
        ["forgetting-mqar"] = "{ vocabulary: 24, length: 22, pairs: 3, updates: 2 }",
        ["fuzzy-in-context-recall"] = "{ length: 32 }",
        ["graph-traversal"] = "{ nodes: 4, path: 3 }",
        ["in-context-recall"] = "{ length: 12 }",
        ["induction-heads"] = "{ symbols: 6, length: 9 }",
        ["key-value"] = "{ length: 4 }",
        ["letters-copy"] = "{ length: 6 }",
        ["letters-copy-packed"] = "{ length: 6, context: 24, longest: 7 }",
        ["letters-lookup-prefix"] = "{ length: 8 }",
        ["letters-lookup-suffix"] = "{ length: 8 }",
        ["long-copy"] = "{ length: 3 }",
        ["melody-contour"] = "{ length: 5 }",
        ["memorization"] = "{ vocabulary: 16, length: 8 }",
        ["missing-duplicate"] = "{ length: 9 }",
        ["modular-arithmetic-brackets"] = "{ length: 11 }",
        ["modular-arithmetic-simple"] = "{ length: 8 }",
        ["mqar"] = "{ vocabulary: 24, length: 20, pairs: 3 }",
        ["multi-copy"] = "{ copies: 2, longest: 5 }",
        ["noisy-in-context-recall"] = "{ length: 16 }",
        ["odds-first"] = "{ length: 7 }",
        ["parity"] = "{ length: 8 }",
        ["parity-check"] = "{ length: 7 }",
        ["phrases"] = "{ }",
        ["priority-sort"] = "{ items: 6, recalled: 4 }",
        ["recognize-arithmetic"] = "{ longest: 9 }",
        ["recognize-binary-addition"] = "{ longest: 9 }",
        ["recognize-binary-multiplication"] = "{ longest: 9 }",
        ["recognize-compute-sqrt"] = "{ longest: 9 }",
        ["recognize-dyck"] = "{ longest: 9 }",
        ["recognize-stack-manipulation"] = "{ longest: 9 }",
        ["recognize-bucket-sort"] = "{ longest: 9 }",
        ["recognize-cycle-navigation"] = "{ longest: 9 }",
        ["recognize-even-pairs"] = "{ longest: 9 }",
        ["recognize-first"] = "{ longest: 9 }",
        ["recognize-majority"] = "{ longest: 9 }",
        ["recognize-marked-copy"] = "{ longest: 9 }",
        ["recognize-marked-reversal"] = "{ longest: 9 }",
        ["recognize-missing-duplicate"] = "{ longest: 9 }",
        ["recognize-odds-first"] = "{ longest: 9 }",
        ["recognize-parity"] = "{ longest: 9 }",
        ["recognize-repeat-01"] = "{ longest: 9 }",
        ["recognize-unmarked-reversal"] = "{ longest: 9 }",
        ["repeat-copy"] = "{ length: 3, repeats: 2 }",
        ["repeat-copy-binary"] = "{ length: 2, repeats: 6 }",
        ["repeat-copy-dnc"] = "{ length: 2, repeats: 2 }",
        ["repeat-copy-unary"] = "{ length: 3, repeats: 3 }",
        ["reverse-string"] = "{ length: 7 }",
        ["seen-and-heard"] = "{ length: 4, size: 4 }",
        ["selective-copying"] = "{ length: 14, copied: 4 }",
        ["shortest-path"] = "{ nodes: 6, path: 2, planning: 3 }",
        ["solve-equation"] = "{ length: 12 }",
        ["stack-manipulation"] = "{ length: 9 }",
        ["stacked-mqar"] = "{ vocabulary: 16, pairs: 3, passes: 2 }",
        ["stripe-orientation"] = "{ size: 4, period: 4, shift: 1 }",
        ["two-way-key-value"] = "{ length: 4 }",
        ["two-way-key-value-csordas"] = "{ length: 4 }",
    };

    public static TheoryData<string> Names => [.. Repository.Tasks];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_episodes_of_a_seed_are_always_the_same(string name)
    {
        TaskDefinition task = Repository.Task(name);
        string path = Path.Combine(Folder, name + ".txt"), title = $"{name} version {task.Version}\n", expected = title + Render(task);
        string? kept = File.Exists(path) ? File.ReadAllText(path) : null;
        if (Environment.GetEnvironmentVariable("UPDATE_EPISODES") == "1" && kept != expected)
        {
            Assert.False(kept?.StartsWith(title, StringComparison.Ordinal) ?? false, $"'{name}' has changed: raise its version first");
            File.WriteAllText(path, kept = expected);
        }

        Assert.Equal(expected, kept);
    }

    [Fact]
    public void Every_file_of_episodes_belongs_to_a_task() =>
        Assert.Equal(
            Repository.Tasks,
            Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    private static string Render(TaskDefinition task) => RenderForm(task)
        + (task.TrainsOtherwise ? "as evaluations draw and score them:\n" + RenderForm(task.OnLines(CorpusSplit.HeldOut)) : "");

    private static string RenderForm(TaskDefinition task)
    {
        var text = new StringBuilder();
        var sampler = new EpisodeSampler(task, Episodes);
        for (int seed = 0; seed < Seeds; seed++)
        {
            string all = string.Concat(Enumerable.Range(0, Episodes).Select(i => Render(sampler.Draw(StreamKey.FromSeed(seed), i))));
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..32];
            text.Append(CultureInfo.InvariantCulture, $"seed {seed}, episodes 0 to {Episodes - 1}: {hash}\n");
        }

        string parameters = Small[task.Name];
        Episode small = new EpisodeSampler(task.With(parameters)).Draw(StreamKey.FromSeed(0), 0);
        return text.Append(CultureInfo.InvariantCulture, $"seed 0, episode 0 with {parameters}:\n{Render(small)}").ToString();
    }

    /// <summary>A line for every step: input and target columns that are not 0, and which target columns are scored.</summary>
    private static string Render(Episode episode)
    {
        var text = new StringBuilder();
        for (int t = 0; t < episode.Length; t++)
        {
            ReadOnlySpan<Real> mask = episode.MaskRow(t);
            string scored = mask.IndexOfAnyExcept((Real)1) < 0 ? "all" : mask.IndexOfAnyExcept((Real)0) < 0 ? "none" : Columns(mask);
            text.Append(CultureInfo.InvariantCulture, $"{t}: {Columns(episode.InputRow(t), episode.Task.Inputs)}| {Columns(episode.TargetRow(t), episode.Task.Targets)}| {scored}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// The numbers of the columns that hold a 1, and other values than 0 after the numbers of theirs; symbols where they are given by number,
    /// which a column of their own would have.
    /// </summary>
    private static string Columns(ReadOnlySpan<Real> row, ChannelLayout? layout = null)
    {
        if (layout?.Items is [{ Symbols: not null }])
            return row[0] == Channel.Blank ? "" : string.Create(CultureInfo.InvariantCulture, $"{row[0]} ");
        var text = new StringBuilder();
        for (int i = 0; i < row.Length; i++)
            if (row[i] == 1)
                text.Append(CultureInfo.InvariantCulture, $"{i} ");
            else if (row[i] != 0)
                text.Append(CultureInfo.InvariantCulture, $"{i}={row[i]} ");
        return text.ToString();
    }
}
