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

    public void Dispose() => _lab.Dispose();

    private void Start() =>
        Assert.Equal(RunState.Done, Run.Start(Experiment.Load(_lab.Config(Config)), Lab.Options(_lab.In("run"))).State);
}
