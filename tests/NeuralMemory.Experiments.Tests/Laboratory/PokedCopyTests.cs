using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What a person expects of a machine that copies: each bit has its slot, and nothing but the heads brings it back.</summary>
public sealed class PokedCopyTests : IClassFixture<PokedCopyTests.Copier>
{
    private readonly TrainedMachine _machine;
    private readonly EvaluationPoint _point;

    public PokedCopyTests(Copier copier) => (_machine, _point) = (copier.Machine, copier.Machine.PointsOf(new())[0]);

    [Fact]
    public void An_input_bit_that_is_changed_changes_its_output_bit_and_no_other()
    {
        using EpisodeLab plain = EpisodeLab.Open(_machine, _point, 0);
        Assert.Equal(0, plain.Recording.WrongAnswers);
        const int Length = 6, Width = 4;
        for (int step = 0; step < Length; step++)
            for (int column = 0; column < Width; column++)
            {
                float other = 1 - plain.Recording.Inputs[step, column];
                using EpisodeLab poked = plain.With([new InputPoke(step, column, other)]);
                for (int t = 0; t < plain.Steps; t++)
                    for (int bit = 0; bit < Width; bit++)
                        if (plain.Recording.Counts(t, bit))
                            Assert.Equal(
                                plain.Recording.Outputs[t, bit] > 0.5f != (t == Length + 1 + step && bit == column),
                                poked.Recording.Outputs[t, bit] > 0.5f);
                // What was wanted is what it was.
                Assert.Equal(1, poked.Recording.WrongAnswers);
                Assert.Equal(1, poked.Overview.Wrong[Length + 1 + step]);
            }
    }

    [Theory]
    [InlineData("clamp:heads/gates=1")]
    [InlineData("clamp:heads/sharpening=1")]
    [InlineData("clamp:heads/add=0")]
    [InlineData("clamp:heads/shifts[*,1]=1")]
    [InlineData("head:heads/weights[1]@3=0")]
    [InlineData("head:heads/weights[0]@9=3")]
    public void Without_its_heads_it_recalls_nothing_or_something_else(string poke)
    {
        using EpisodeLab poked = EpisodeLab.Open(_machine, _point, 0, [Poke.Parse(poke)]);
        Assert.InRange(poked.Recording.WrongAnswers, 4, poked.Recording.ScoredAnswers);
    }

    [Fact]
    public void It_finds_its_way_by_place_alone()
    {
        EvaluationResult plain = Assert.Single(_machine.Evaluate(new() { Episodes = 64 })),
            byPlace = Assert.Single(_machine.Evaluate(new() { Episodes = 64, Clamps = [new("heads/gates", null, 0)] })),
            byContent = Assert.Single(_machine.Evaluate(new() { Episodes = 64, Clamps = [new("heads/gates", null, 1)] }));
        Assert.Equal(0, plain.Scores.Total.WrongBits);
        Assert.Equal(0, byPlace.Scores.Total.WrongBits);
        Assert.InRange((double)byContent.Scores.Total.WrongBits / byContent.Scores.Total.TargetBits, 0.3, 0.6);
    }

    [Fact]
    public void A_cell_that_is_written_over_is_recalled_as_it_was_written()
    {
        using EpisodeLab plain = EpisodeLab.Open(_machine, _point, 0);
        // The slot that the first vector went to, before it is read.
        HeadOverview writer = plain.Overview.Heads.First(head => head.Head.IsWriter);
        int slot = writer.Slots[0], read = 7;
        TracedQuantity memory = plain.MemoryAt(read - 1)!;
        int slots = memory.Axes[1].Length, width = memory.Axes[0].Length;
        Assert.Equal(0, plain.WritersAt(read - 1)!.Steps[slot]);
        using EpisodeLab poked = plain.With(
        [
            .. Enumerable.Range(0, width).Select(column =>
                new MemoryPoke(read, slot, column, memory.Values.Span[column * slots + writer.Slots[2]])),
        ]);
        // There it now finds the third vector.
        for (int bit = 0; bit < 4; bit++)
            Assert.Equal(plain.Recording.Targets[read + 2, bit] > 0.5f, poked.Recording.Outputs[read, bit] > 0.5f);
        Assert.Equal(0, Enumerable.Range(read + 1, 5).Sum(step => poked.Overview.Wrong[step]));
    }

    /// <summary>A machine that copies up to six vectors of four bits, trained in half a second.</summary>
    public sealed class Copier : IDisposable
    {
        private const string Config = """
            name: copier
            task: { name: copy, parameters: { width: 4, length: [1, 6] } }
            machine:
              kind: ntm
              controller: { kind: lstm, units: 32 }
              memory: { slots: 16, width: 8, initial: constant, value: 1e-6 }
            training:
              steps: 12000
              threads: 1
              optimizer: { kind: rmsprop-graves, rate: 1e-3, decay: 0.95, momentum: 0.9, epsilon: 1e-4 }
              clip: { norm: 1 }
            seed: 2
            evaluation: { every: 500, episodes: 64, parameters: { length: 6 } }
            stop: { metric: bit_errors_per_sequence, below: 0.001, times: 3 }
            """;

        private readonly Lab _lab = new();

        public Copier()
        {
            Run.Start(Experiment.Load(_lab.Config(Config)), Lab.Options(_lab.In("run")));
            Machine = TrainedMachine.Open(_lab.In("run"));
        }

        public TrainedMachine Machine { get; }

        public void Dispose()
        {
            Machine.Dispose();
            _lab.Dispose();
        }
    }
}
