using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Whatever is done to a good file, the answer is a task that samples or problems with their places; never a crash.</summary>
public sealed class MutationTests
{
    private static readonly string[] Files =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tasks"), "*.yaml").Order().Select(File.ReadAllText)];

    private static readonly string[] Fragments =
    [
        "", " ", "\n", ":", ": ", "-", "- ", "{", "}", "[", "]", "(", ")", ",", "'", "\"", "#", "*", "/ 0", "%", "&a",
        "\t", "0", "-1", "1e9", "99999999999", "0.5", "nan", "length", "width", "items", "repeats",
        "bits(length, width)", "reverse(items)", "for: { i: 3 }", "where: [length > 2]\n", "when: ", "think: 2", "{ value: 1, per: task }",
        "per: batch", "seed: 3\n", "any_line()", "english", "text(french, 3)", "characters",
        "label", "feedback: { french: french }", "source:",
        " < ", " == ", " and ", "not ", "2 * items - 1", "distinct(length, 0, 9)", "do:", "show:", "recall:", "steps: 0",
        "integer(0, length)", "[1, 3]", "[0, 0]", "é", "\uD83D", "\0", "true", "null", "~",
    ];

    [Fact]
    public void Mutated_tasks_never_crash() =>
        Prop.ForAll(Mutants().ToArbitrary(), text =>
        {
            var diagnostics = new Diagnostics();
            TaskDefinition? task = TaskDefinition.Read("t.yaml", text, diagnostics, Path.Combine(Repository.Root, "tasks"));
            Assert.Equal(task is null, diagnostics.Any);
            Assert.All(diagnostics.Items, item =>
                Assert.True(
                    // What is wrong with a corpus can be wrong with the whole file.
                    ((item.Mark.Line >= 1 && item.Mark.Column >= 1) || item.Mark.File != "t.yaml") && !item.Message.Contains('\n')));
            if (task is not { MaxLength: < 2000 })
                return;
            try
            {
                var sampler = new EpisodeSampler(task);
                var batch = new SequenceBatch();
                for (int i = 0; i < 4; i++)
                {
                    sampler.Sample(batch, new(1), i, 2);
                    Assert.True(batch.MaxLength >= task.MinLength && batch.MaxLength <= task.MaxLength, text);
                    TaskPreview.Render(sampler.Draw(new(1), i));
                }
            }
            catch (InvalidInputException error)
            {
                Assert.NotEmpty(error.Diagnostics);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    private static Gen<string> Mutants() =>
        from file in Gen.Elements(Files)
        from count in Gen.Choose(1, 4)
        from edits in Gen.Choose(0, 1 << 30).Three().ArrayOf(count)
        select edits.Aggregate(file, Mutate);

    private static string Mutate(string text, (int At, int Length, int What) edit)
    {
        int at = edit.At % (text.Length + 1), length = Math.Min(edit.Length % 12, text.Length - at);
        string fragment = Fragments[edit.What % Fragments.Length];
        string kept = edit.What % 3 == 0 ? text.Substring(at, length) : "";
        return text[..at] + fragment + kept + text[(at + length)..];
    }
}
