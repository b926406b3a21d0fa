using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary><c>--beam</c> of <c>eval</c> and <c>inspect</c>: how the machine's own answers are searched for, and that it is said.</summary>
public sealed class BeamTests : IClassFixture<BeamTests.TrainedRuns>
{
    private const string Refused = "the right answer comes back to the machine, so that none is searched for; leave one of them out";

    private readonly TrainedRuns _runs;

    public BeamTests(TrainedRuns runs) => _runs = runs;

    [Theory]
    [InlineData(null, 3, "beam of 3")]
    [InlineData("1", 1, "greedy (beam of 1)")]
    [InlineData("8", 8, "beam of 8")]
    public void Both_say_how_answers_were_searched_and_take_the_tasks_own_beam_if_not_told(string? beam, int used, string words)
    {
        string[] option = beam is null ? [] : ["--beam", beam];
        string line = $"free:  the machine's own words, {words}\n";
        foreach (string[] command in (string[][])[["eval", _runs.Free], ["inspect", _runs.Free], ["eval", _runs.Free, "--answers", "1"]])
        {
            string text = InProcess.Run([.. command, .. option]).Expect(ExitCodes.Done).Out;
            Assert.Equal(1, text.Split(line).Length - 1);
            JsonElement json = InProcess.Run([.. command, .. option, "--json"]).Expect(ExitCodes.Done).Json;
            Assert.Equal(used, json.GetProperty("beam").GetInt32());
        }

        string document = Path.Combine(_runs.Free, "evaluations", $"eval_step=5{(beam is null ? "" : $"_beam={beam}")}.json");
        using JsonDocument kept = JsonDocument.Parse(File.ReadAllText(document));
        Assert.Equal(used, kept.RootElement.GetProperty("beam").GetInt32());
        string name = Path.GetFileNameWithoutExtension(document);
        JsonElement shown = InProcess.Run("runs", "show", _runs.Free, "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(used, shown.GetProperty("evaluations").EnumerateArray()
            .Single(each => each.GetProperty("name").GetString() == name).GetProperty("beam").GetInt32());
    }

    [Fact]
    public void Where_no_metric_is_of_free_answers_those_that_are_shown_say_it()
    {
        string text = InProcess.Run("eval", _runs.Forced, "--answers", "1", "--beam", "2").Expect(ExitCodes.Done).Out;
        Assert.Contains("\nfree:  the machine's own words, beam of 2\n\nname ", text, StringComparison.Ordinal);
        JsonElement json = InProcess.Run("eval", _runs.Forced, "--answers", "1", "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(3, json.GetProperty("beam").GetInt32());
        Assert.DoesNotContain("free:", InProcess.Run("eval", _runs.Forced).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Contains("--beam: no metric of the task 'forced' counts what a machine answers while its own answer comes back to it; add "
            + "'--answers 5'", InProcess.Run("eval", _runs.Forced, "--beam", "2").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_right_answer_comes_back_nothing_is_searched()
    {
        JsonElement json = InProcess.Run("inspect", _runs.Free, "--forced", "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("beam").ValueKind);
        Assert.DoesNotContain(
            "free:", InProcess.Run("inspect", _runs.Free, "--forced").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--beam: " + Refused, "inspect", "--forced", "--beam", "2")]
    [InlineData("--beam: " + Refused, "inspect", "--text", "anne", "--answer", "a woman", "--beam", "2")]
    [InlineData("'--beam': expected a whole number from 1 to 256, found '0'", "inspect", "--beam", "0")]
    [InlineData("'--beam': expected a whole number from 1 to 256, found '257'", "eval", "--beam", "257")]
    [InlineData("'--beam': expected a whole number from 1 to 256, found 'wide'", "eval", "--beam", "wide")]
    public void A_wrong_beam_is_refused(string message, string command, params string[] options) => Assert.Contains(
        message, InProcess.Run([command, _runs.Free, .. options]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("eval")]
    [InlineData("inspect")]
    public void A_task_whose_answers_do_not_come_back_has_no_beam(string command) => Assert.Contains(
        "--beam: no answer comes back in the task 'copy', so that none is searched for: its episode has no phase with 'feedback'",
        InProcess.Run(command, _runs.Copier, "--beam", "2").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void A_text_longer_than_the_corpus_allows_is_refused() => Assert.Contains(
        "--text: the text has 6 characters, and the corpus of the task allows 5; shorten the text",
        InProcess.Run("inspect", _runs.Free, "--text", "anneau").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Lines_fit_the_terminal(int width)
    {
        foreach (string[] command in (string[][])[["eval", _runs.Free, "--answers", "1"], ["inspect", _runs.Free, "--text", "anne"]])
        {
            string text = InProcess.Run(command, (output, error) => new(output, error) { IsInteractive = true, Width = width })
                .Expect(ExitCodes.Done).Out;
            Assert.Contains("free:  the machine's own words, beam of 3", text, StringComparison.Ordinal);
            // Paths, which cannot be broken, are as long as they are.
            Assert.All(
                text.Split('\n').Where(line => !line.Contains(_runs.Folder.Path, StringComparison.Ordinal)),
                line => Assert.InRange(line.Length, 0, width));
        }
    }

    /// <summary>Small machines, a few steps old.</summary>
    public sealed class TrainedRuns : IDisposable
    {
        public TrainedRuns()
        {
            NamesTask.Write(Folder, "concat(text(name, line), literal(end(name)))");
            string text = File.ReadAllText(Folder["names.yaml"]).Replace("true } } }", "true } }, longest: 5 }", StringComparison.Ordinal)
                + "\ndecoding: { beam: 3, longest: 4 }\n";
            File.WriteAllText(Folder["free.yaml"], text);
            File.WriteAllText(Folder["forced.yaml"],
                text.Replace("task: names", "task: forced", StringComparison.Ordinal) + "metrics: [bits_per_sequence]\n");
            (Free, Forced, Copier) = (Train("./free.yaml"), Train("./forced.yaml"), Train("copy"));
        }

        internal TemporaryFolder Folder { get; } = new();

        /// <summary>A run whose metrics are of free answers too.</summary>
        public string Free { get; }

        /// <summary>A run whose metrics are not.</summary>
        public string Forced { get; }

        /// <summary>A run on a task without feedback.</summary>
        public string Copier { get; }

        public void Dispose() => Folder.Dispose();

        private string Train(string task)
        {
            string name = Path.GetFileNameWithoutExtension(task), run = Folder[$"run-{name}"];
            File.WriteAllText(Folder[$"config-{name}.yaml"], $$"""
                name: {{name}}
                task: {{task}}
                machine: { kind: seq2seq, units: 8 }
                training: { steps: 5, batch: 4, threads: 1, optimizer: { kind: adam, rate: 1e-2 } }
                evaluation: { every: 5, episodes: 4 }
                """);
            InProcess.Run("train", Folder[$"config-{name}.yaml"], "--out", run).Expect(ExitCodes.Done);
            return run;
        }
    }
}
