using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A run keeps the corpus of its task, and notices that it was changed.</summary>
public sealed class CorpusRunTests : IDisposable
{
    private const string Task = """
        task: letters
        version: 1
        corpus: { file: texts/words.tsv, columns: { word: characters, kind: label }, held_out: 4 }
        inputs: { letter: vocabulary(word), ask: 1 }
        targets: { kind: vocabulary(kind) }
        draw: { line: any_line() }
        episode:
          - show: { letter: "one_hot(text(word, line), vocabulary(word))" }
          - show: { ask: 1 }
            recall: { kind: "one_hot(text(kind, line), vocabulary(kind))" }
        loss: softmax
        """;

    private const string Config = """
        name: letters
        task: letters.yaml
        machine: { kind: lstm, units: 6 }
        training: { steps: 4, batch: 2, threads: 1, optimizer: { kind: adam, rate: 1e-2 }, checkpoint: { every: 2 } }
        evaluation: { every: 4, episodes: 5 }
        """;

    private readonly Lab _lab = new();

    public CorpusRunTests()
    {
        Directory.CreateDirectory(_lab.In("texts"));
        File.WriteAllText(_lab.In("texts/words.tsv"), string.Concat(
            Enumerable.Range(0, 26).Select(i => $"{(char)('a' + i % 3)}{(char)('a' + i % 4)}{(char)('a' + i % 5)}\t{i % 2}\n")));
        File.WriteAllText(_lab.In("letters.yaml"), Task);
    }

    private string Copy => _lab.In("run/corpus/texts/words.tsv");

    [Fact]
    public void A_run_can_be_evaluated_and_resumed_when_the_original_is_gone()
    {
        Start();
        Assert.Equal(File.ReadAllText(_lab.In("texts/words.tsv")), File.ReadAllText(Copy));
        Assert.Equal($"{Corpus.HashOf(File.ReadAllText(Copy))}  corpus/texts/words.tsv\n", File.ReadAllText(_lab.In("run/corpus.sha256")));
        Directory.Delete(_lab.In("texts"), recursive: true);
        using (TrainedMachine machine = TrainedMachine.Open(_lab.In("run")))
            Assert.Equal(5, machine.Evaluate(new())[0].Episodes);
        RunOutcome outcome = Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=6"]);
        Assert.Equal((RunState.Done, 6), (outcome.State, outcome.Step));
    }

    [Fact]
    public void A_changed_copy_is_noticed()
    {
        Start();
        File.AppendAllText(Copy, "aab\t1\n");
        string now = Corpus.HashOf(File.ReadAllText(Copy));
        string expected = $"{Copy}: the corpus was changed after the run began: its SHA-256 is {now}, and that of the run is ";
        Assert.StartsWith(expected, Assert.Throws<InvalidInputException>(
            () => TrainedMachine.Open(_lab.In("run"))).Message, StringComparison.Ordinal);
        Assert.StartsWith(expected, Assert.Throws<InvalidInputException>(
            () => Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=6"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_that_was_changed_together_with_its_hash_is_noticed_by_a_resume()
    {
        Start();
        File.AppendAllText(Copy, "aab\t1\n");
        File.WriteAllText(_lab.In("run/corpus.sha256"), $"{Corpus.HashOf(File.ReadAllText(Copy))}  corpus/texts/words.tsv\n");
        Assert.Contains("was changed after the checkpoint", Assert.Throws<RunException>(
            () => Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=6"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_that_is_gone_is_told()
    {
        Start();
        File.Delete(Copy);
        Assert.StartsWith($"{Copy}: there is no such file (", Assert.Throws<InvalidInputException>(
            () => TrainedMachine.Open(_lab.In("run"))).Message, StringComparison.Ordinal);
        File.WriteAllText(Copy, File.ReadAllText(_lab.In("texts/words.tsv")));
        File.Delete(_lab.In("run/corpus.sha256"));
        Assert.Contains("nobody can tell whether the run's corpus was changed", Assert.Throws<InvalidInputException>(
            () => TrainedMachine.Open(_lab.In("run"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_reported_is_of_other_lines_than_what_chooses()
    {
        Experiment experiment = Experiment.Load(_lab.Config(Config));
        Corpus corpus = experiment.Task.Corpus!;
        Assert.True(corpus.HasTestLines);
        Assert.Equal((CorpusSplit.Training, CorpusSplit.Selection, CorpusSplit.Test),
            (experiment.Task.Split, experiment.Selection.Task.Split, experiment.Evaluation.Task.Split));
        Assert.Empty(experiment.Warnings);
        Start();
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        Assert.Equal(CorpusSplit.Test, Asked(new()));
        Assert.Equal(CorpusSplit.Selection, Asked(new() { Seed = 1000 }));
        Assert.Equal(CorpusSplit.Test, Asked(new() { Seed = 7 }));
        Assert.Equal(CorpusSplit.Training, Asked(new() { OnTrainingLines = true }));

        // The very episodes: those of a task alone too.
        foreach (var (split, lines) in ((EpisodeSplit, CorpusSplit)[])
            [(EpisodeSplit.Evaluation, CorpusSplit.Selection), (EpisodeSplit.Test, CorpusSplit.Test)])
        {
            Assert.Equal(lines, EpisodeSource.Of(experiment, split, [], seed: null).Task.Split);
            Assert.Equal(lines, EpisodeSource.Of(experiment, split, [], seed: 7).Task.Split);
            Assert.Equal(lines, EpisodeSource.Of(experiment.Task, split).Task.Split);
        }

        CorpusSplit Asked(EvaluationRequest request) => Assert.Single(machine.PointsOf(request)).Task.Split;
    }

    [Fact]
    public void Without_test_episodes_all_held_out_lines_choose_and_are_reported()
    {
        Experiment experiment = Experiment.Load(_lab.Config(Config), ["evaluation.test_seed=null"]);
        Assert.Equal((CorpusSplit.HeldOut, CorpusSplit.HeldOut), (experiment.Selection.Task.Split, experiment.Evaluation.Task.Split));
        // A run of a version without the key, too.
        Start();
        string path = _lab.In("run/config.yaml");
        File.WriteAllLines(path, File.ReadAllLines(path).Where(line => !line.Contains("test_seed", StringComparison.Ordinal)));
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        Assert.Equal(CorpusSplit.HeldOut, machine.PointsOf(new())[0].Task.Split);
    }

    [Fact]
    public void Which_lines_choose_does_not_change_in_the_middle_of_a_run()
    {
        Start();
        Assert.Contains("'evaluation.test_seed' decides which held-out lines of the corpus are looked at while training, and is 2000",
            Assert.Throws<InvalidInputException>(() => Run.Resume(
                _lab.In("run"), Lab.Options(), ["training.steps=6", "evaluation.test_seed=null"])).Message, StringComparison.Ordinal);
        RunOutcome outcome = Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=6", "evaluation.test_seed=7"]);
        Assert.Equal((RunState.Done, 7L), (outcome.State, outcome.Evaluations[0].Seed));
    }

    [Fact]
    public void A_grid_on_training_lines_has_training_lines()
    {
        File.WriteAllText(_lab.In("letters.yaml"), Task.Replace("draw:", "parameters: { pause: 1 }\ndraw:", StringComparison.Ordinal)
            .Replace("  - show: { ask: 1 }", "  - steps: pause\n  - show: { ask: 1 }", StringComparison.Ordinal));
        Assert.Equal(RunState.Done, Run.Start(
            Experiment.Load(_lab.Config(Config), ["evaluation.grid.pause=[1, 2]"]), Lab.Options(_lab.In("run"))).State);
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        Assert.Equal([CorpusSplit.Training, CorpusSplit.Training],
            machine.PointsOf(new() { ConfigGrid = true, OnTrainingLines = true }).Select(point => point.Task.Split));
    }

    [Fact]
    public void One_held_out_text_chooses_and_is_reported_which_a_warning_says()
    {
        string[] words = [.. Enumerable.Range(0, 400).Select(i => $"{(char)('a' + i / 20)}{(char)('a' + i % 20)}")];
        string heldOut = words.First(word => Corpus.IsHeldOut(word, 4));
        File.WriteAllLines(_lab.In("texts/words.tsv"), words.Where(word => word == heldOut || !Corpus.IsHeldOut(word, 4))
            .Append(heldOut).Select((word, i) => $"{word}\t{i % 2}"));
        Assert.Contains("'evaluation.test_seed': one text of the corpus is held out",
            Assert.Single(Experiment.Load(_lab.Config(Config)).Warnings).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private void Start() =>
        Assert.Equal(RunState.Done, Run.Start(Experiment.Load(_lab.Config(Config)), Lab.Options(_lab.In("run"))).State);
}
