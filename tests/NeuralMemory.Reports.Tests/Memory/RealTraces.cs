using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

/// <summary>Traces of machines that were drawn at random, not trained: what they compute follows their equations all the same.</summary>
internal static class RealTraces
{
    public const int Steps = 9;

    private const int Inputs = 4, Outputs = 3;

    /// <summary>The trace of a machine that is shown random bits.</summary>
    /// <param name="config">The machine.</param>
    /// <param name="scale">What its parameters are multiplied by: large factors drive gates and exponents far from the middle.</param>
    public static EpisodeTrace Of(MachineConfig config, float scale)
    {
        StreamKey key = StreamKey.FromSeed(7);
        IMachine machine = config.Build(Inputs, Outputs, key.Split("parameters"));
        foreach (ref float value in machine.Parameters.Block)
            value *= scale;
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        SequenceBatch batch = new();
        batch.Reshape([Steps], Inputs, Outputs);
        RandomStream stream = new(key.Split("bits"));
        for (int step = 0; step < Steps; step++)
            stream.FillBits(batch.InputRow(batch.Row(0, step)));
        Keeper keeper = new(config);
        tape.Reset(batch.Rows);
        machine.Run(tape, batch, keeper);
        tape.Reset(batch.Rows);
        MachineState state = machine.Begin(tape, batch).CopyState();
        TracedQuantity[] initial = [.. keeper.Quantities.Where(quantity => state.Names.Contains(quantity.Name))
            .Select(quantity => quantity with { Rows = [0], Values = state[quantity.Name].ToArray() })];
        machine.Parameters.Dispose();
        return SampleTraces.Ntm() with { Steps = Steps, Quantities = keeper.Quantities, Initial = initial };
    }

    private sealed class Keeper(MachineConfig config) : ITraceWriter
    {
        private readonly Dictionary<string, List<float>> _numbers = [];

        public IReadOnlyList<TracedQuantity> Quantities =>
        [
            .. config.Quantities.Where(quantity => _numbers.ContainsKey(quantity.Name)).Select(quantity =>
            {
                float[] numbers = [.. _numbers[quantity.Name]];
                int row = numbers.Length / Steps, known = quantity.Axes.Where(axis => axis.Count is not null)
                    .Aggregate(1, (product, axis) => product * axis.Count!.Value);
                return new TracedQuantity
                {
                    Name = quantity.Name,
                    Title = quantity.Title,
                    // Machines are so small that no quantity has more than one axis without names.
                    Axes = [.. quantity.Axes.Select(axis => new TracedAxis(axis.Name, axis.Count ?? row / known, axis.Labels))],
                    Rows = [.. Enumerable.Range(0, Steps)],
                    Values = numbers,
                    IsDistribution = quantity.Range == TraceRange.Distribution,
                };
            }),
        ];

        public void BeginStep(int step)
        {
        }

        public void Write(string name, Variable value)
        {
            // Dense links and the memory have two axes without names, and no test looks at them here.
            if (name is "links/values" or "memory")
                return;
            if (!_numbers.TryGetValue(name, out List<float>? numbers))
                _numbers.Add(name, numbers = []);
            numbers.AddRange(value.Span);
        }

        public void WriteSource(string name, SequenceBatch source, Variable value)
        {
        }

        public void WriteLatents(string name, int latents, Variable value)
        {
        }
    }
}
