using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Training on symbols that are given by their numbers.</summary>
public sealed class SymbolNumberTests : IDisposable
{
    private const string Task = "task={name: mqar, parameters: {vocabulary: 24, length: 12, pairs: 2}}",
        Lstm = "machine={kind: lstm, units: 12, embedding: 7}";

    private readonly Lab _lab = new();

    public SymbolNumberTests() => File.WriteAllText(_lab.In("echo.yaml"), """
        task: echo
        version: 1
        parameters: { length: 3 }
        inputs: { go: 1, token: { symbols: 40 } }
        targets: { token: { symbols: 40 }, odd: 1 }
        draw: { items: "integers(length, 1, 0, 39)" }
        episode:
          - show: { token: items }
            recall: { token: items, odd: items % 2 }
          - { show: { go: 1 } }
        loss: { token: softmax, odd: bits }
        """);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Symbols_are_learned()
    {
        RunOutcome outcome = _lab.Start("run", "task={name: echo}", "machine={kind: lstm, units: 24}", "training.steps=2000",
            "training.optimizer={kind: adam, rate: 0.01}", "evaluation={every: 100, episodes: 20}",
            "stop={metric: accuracy_percent.token, above: 99, times: 1}");
        Assert.Equal("accuracy_percent.token was above 99 in an evaluation", outcome.Reason);
    }

    [Theory]
    [InlineData(Lstm)]
    [InlineData("machine={kind: gru, units: 12, bidirectional: true, dropout: 0.3}")]
    [InlineData("machine={kind: ntm, controller: {units: 12}, memory: {slots: 8, width: 4}}")]
    [InlineData("machine={kind: dnc, controller: {units: 12}, memory: {slots: 9, width: 5}, clip: 20}")]
    public void A_resumed_run_is_the_uninterrupted_one_on_any_number_of_threads(string machine)
    {
        string[] overrides = [Task, machine, "evaluation={every: 10, episodes: 20}"];
        _lab.Start("whole", [.. overrides, "training.steps=30"]);
        _lab.Start("parts", [.. overrides, "training.steps=10"]);
        Run.Resume(_lab.In("parts"), Lab.Options(), ["training.threads=2", "training.steps=30"]);
        using RunDirectory whole = RunDirectory.Open(_lab.In("whole")), parts = RunDirectory.Open(_lab.In("parts"));
        Assert.Equal(Weights(whole), Weights(parts));
        Assert.Equal(LastMetrics(whole), LastMetrics(parts));

        static float[] Weights(RunDirectory run) =>
            [.. run.Checkpoints().Load().Weights.SelectMany(array => array.Data.Span.ToArray())];

        static string LastMetrics(RunDirectory run) => run.ReadMetrics().Last(row => row.Split == "evaluation")["bits_per_sequence"].ToString()!;
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using Trainer trainer = Lab.NewTrainer(
            _lab.Load(Task, Lstm, "training.batch=4", "training.shard=2", "evaluation={episodes: 1}"));
        WarmSteps.AllocateNothing(trainer);
    }

    [Fact]
    public void A_recording_holds_the_numbers_of_symbols()
    {
        _lab.Start("run", "task={name: echo}", "training.steps=1");
        EpisodeRecording recording = _lab.Record("run");
        Assert.Equal((5, 2, 2), (recording.Steps, recording.Targets.GetLength(1), recording.Outputs.GetLength(1)));
        Assert.Equal([new RecordedSymbol(0, 40) { IsNumber = true }], recording.Symbols);
        Assert.Equal([new RecordedSymbol(1, 40) { IsNumber = true }], recording.ShownSymbols);
        Assert.Equal([true, true, true, true, false], recording.Scored);
        Assert.Equal(("answers", 8), (recording.Unit, recording.ScoredAnswers));
        int wrong = 0;
        for (int step = 0; step < 4; step++)
        {
            Assert.Equal(recording.Inputs[step, 1], recording.Targets[step, 0]);
            Assert.InRange(recording.Outputs[step, 0], 0, 39);
            Assert.InRange(recording.Outputs[step, 1], 0.001, 0.999);
            Assert.Equal(recording.Outputs[step, 0] != recording.Targets[step, 0], recording.IsWrong(step, 0));
            wrong += (recording.IsWrong(step, 0) ? 1 : 0) + (recording.IsWrong(step, 1) ? 1 : 0);
        }

        Assert.Equal(wrong, recording.WrongAnswers);
        Assert.Equal((-1, -1, -1), (recording.Inputs[4, 1], recording.Targets[4, 0], recording.Outputs[4, 0]));
    }

    [Fact]
    public void A_session_takes_the_numbers_of_symbols_and_answers_in_all_steps()
    {
        _lab.Start("run", "task={name: echo}", "training.steps=1");
        EpisodeRecording recording = _lab.Record("run");
        using TrainedMachine machine = TrainedMachine.Open(_lab.In("run"));
        using MachineSession session = machine.Begin();
        Assert.Equal((2, 41), (session.InputWidth, session.OutputWidth));
        for (int step = 0; step < 3; step++)
        {
            float[] logits = session.Step([0, recording.Inputs[step, 1]]).ToArray();
            Assert.Equal(Array.IndexOf(logits[..40], logits[..40].Max()), recording.Outputs[step, 0]);
            Assert.Equal(1, session.Probabilities()[..40].Sum(), 1e-4);
        }

        Assert.StartsWith(
            "the input has 40 in place 1, where 'token' takes whole numbers from 0 to 39, or -1 where it shows nothing",
            Assert.Throws<ArgumentException>(() => session.Step([0, 40])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => session.Step([0, 0.5f]));
        session.Step([1, -1]);
    }

    [Fact]
    public void A_table_that_is_too_large_is_told_by_its_key()
    {
        string problem = Assert.Single(_lab.Problems(
            Lab.Small, "task={name: mqar, parameters: {vocabulary: 1048576}}", "machine={kind: lstm, units: 4, embedding: 4096}",
            "evaluation={episodes: 1}"));
        Assert.Contains("embedding", problem, StringComparison.Ordinal);
        Assert.Contains("the machine is too large: ", problem, StringComparison.Ordinal);
    }
}
