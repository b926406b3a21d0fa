using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>What a session is given from outside, checked before a machine sees it.</summary>
internal static class SessionInputs
{
    /// <summary>The sequences of a session: as many steps as a machine reads ahead, or one.</summary>
    /// <exception cref="ArgumentException">A machine that reads ahead is given nothing to read, or an input is wrong.</exception>
    public static SequenceBatch Batch(IMachine machine, SessionOptions options)
    {
        int row = options.Sequences * machine.InputWidth;
        IReadOnlyList<float[]> ahead = machine.Config.ReadsAhead ? options.Ahead ?? [] : [new float[row]];
        if (ahead.Count == 0)
            throw new ArgumentException(
                $"the machine, of kind {machine.Config.Kind}, reads ahead as its config says, so that it must have all inputs before its "
                + $"first step: put them into {nameof(SessionOptions)}.{nameof(SessionOptions.Ahead)}", nameof(options));
        SequenceBatch batch = new();
        batch.Reshape(Enumerable.Repeat(ahead.Count, options.Sequences).ToArray(), machine.InputWidth, machine.OutputWidth);
        for (int t = 0; t < ahead.Count; t++)
        {
            string name = $"input of step {t}";
            Check(ahead[t] ?? throw new ArgumentException($"the {name} is null", nameof(options)), options.Sequences, machine.Inputs,
                name, nameof(options));
            ahead[t].CopyTo(batch.Inputs[(t * row)..]);
        }

        return batch;
    }

    /// <summary>Refuses an input that is too short, too long, not finite, or no symbol where one has to be.</summary>
    /// <param name="input">[B, I]</param>
    /// <param name="sequences">B.</param>
    /// <param name="inputs">The input channels.</param>
    /// <param name="name">What the message calls it.</param>
    /// <param name="parameter">The caller's parameter.</param>
    /// <exception cref="ArgumentException">It is wrong.</exception>
    public static void Check(ReadOnlySpan<float> input, int sequences, InputLayout inputs, string name, string parameter)
    {
        int width = inputs.Width;
        if (input.Length != sequences * width)
            throw new ArgumentException($"the {name} has {input.Length} numbers, expected {sequences * width}: "
                + (sequences == 1 ? "one for each input channel" : $"{width} input channels of each of {sequences} sequences"), parameter);
        for (int i = 0; i < input.Length; i++)
            if (!float.IsFinite(input[i]))
                throw new ArgumentException(FormattableString.Invariant(
                    $"the {name} has {input[i]} in place {i}, expected a finite number"), parameter);
        foreach (SymbolColumn symbol in inputs.Symbols)
            for (int i = symbol.Column; i < input.Length; i += width)
                if (!(input[i] >= -1 && input[i] < symbol.Count && input[i] == MathF.Floor(input[i])))
                    throw new ArgumentException(FormattableString.Invariant(
                        $"the {name} has {input[i]} in place {i}, where '{symbol.Name}' takes whole numbers from 0 to {symbol.Count - 1}, ")
                        + "or -1 where it shows nothing", parameter);
    }

    /// <summary>Refuses a memory that the machine does not have, and sequences or a memory that are too large.</summary>
    /// <exception cref="ArgumentException">It is.</exception>
    public static void CheckSize(IMachine machine, SessionOptions options)
    {
        MachineConfig? config = options.Slots is { } slots ? machine.Config.WithSlots(slots) : machine.Config;
        if (config is null)
            throw new ArgumentException($"the machine ({machine.Config.Kind}) has no memory whose slots could be chosen", nameof(options));
        int most = MachineLimits.MostNumbers / Math.Max(machine.InputWidth, machine.OutputWidth);
        if (options.Sequences > most)
            throw new ArgumentException(
                $"{options.Sequences} sequences side by side are too many: at most {most} are possible", nameof(options));
        if (MachineLimits.MemoryProblem(config, options.Sequences) is { } problem)
            throw new ArgumentException(problem, nameof(options));
    }
}
