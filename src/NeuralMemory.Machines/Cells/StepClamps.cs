using System.Buffers;
using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>The clamps of a machine. What they set is not differentiated.</summary>
internal sealed class StepClamps
{
    private readonly Dictionary<string, List<StepClamp>> _of = [];
    private readonly HashSet<string> _shares;

    /// <param name="config">The machine.</param>
    /// <param name="clamps">The clamps; of two that say something about the same number the later one holds.</param>
    /// <exception cref="ArgumentException">One is of something that the machine does not have, or that cannot be set so.</exception>
    public StepClamps(MachineConfig config, IReadOnlyList<StepClamp> clamps)
    {
        All = clamps;
        Dictionary<string, TraceQuantity> known = config.Signals.Concat(config.Weightings).ToDictionary(quantity => quantity.Name);
        _shares = [.. known.Values.Where(quantity => quantity.Range == TraceRange.Distribution).Select(quantity => quantity.Name)];
        foreach (StepClamp clamp in clamps)
        {
            if (!known.TryGetValue(clamp.Quantity, out TraceQuantity? quantity))
                throw new ArgumentException(
                    $"a machine of kind {config.Kind} has no '{clamp.Quantity}' to be clamped; it has {string.Join(", ", known.Keys)}");
            if (clamp.Place is null && _shares.Contains(clamp.Quantity))
                throw new ArgumentException($"the numbers of '{clamp.Quantity}' are shares, which cannot all be {clamp.Value}");
            if (clamp.Place is not null && quantity.Axes.Count < 2)
                throw new ArgumentException($"'{clamp.Quantity}' is one number for each head, and has no place {clamp.Place}");
            if (!_of.TryGetValue(clamp.Quantity, out List<StepClamp>? own))
                _of.Add(clamp.Quantity, own = []);
            own.Add(clamp);
        }
    }

    /// <summary>The clamps, in the order given.</summary>
    public IReadOnlyList<StepClamp> All { get; }

    /// <summary>What takes the place of a quantity in the tape's present step: itself where nothing is said of it.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="name">What the trace calls it.</param>
    /// <param name="value">[B, heads, numbers], or [B, heads] where each has one.</param>
    public Variable Of(Tape tape, string name, Variable value)
    {
        if (!_of.TryGetValue(name, out List<StepClamp>? own) || !own.Exists(clamp => Holds(clamp, tape.StepNumber)))
            return value;
        (int heads, int width) = (value.Shape[1], value.Shape.Rank > 2 ? value.Shape[2] : 1);
        ReadOnlySpan<Real> before = value.Span;
        Real[] rented = ArrayPool<Real>.Shared.Rent(before.Length);
        try
        {
            Span<Real> numbers = rented.AsSpan(0, before.Length);
            before.CopyTo(numbers);
            foreach (StepClamp clamp in own)
                if (Holds(clamp, tape.StepNumber))
                    for (int row = clamp.Head ?? 0; row < numbers.Length / width; row += clamp.Head is null ? 1 : heads)
                        Set(numbers.Slice(row * width, width), clamp);
            return numbers.SequenceEqual(before) ? value : tape.Constant(numbers, value.Shape);
        }
        finally
        {
            ArrayPool<Real>.Shared.Return(rented);
        }
    }

    private static bool Holds(StepClamp clamp, int step) => step >= clamp.First && step <= clamp.Last;

    private void Set(Span<Real> numbers, StepClamp clamp)
    {
        Real value = clamp.Value;
        if (clamp.Place is not { } place)
        {
            numbers.Fill(value);
            return;
        }

        if (numbers[place] == value)
            return;
        if (_shares.Contains(clamp.Quantity))
            Share(numbers, place, 1 - value);
        numbers[place] = value;
    }

    /// <summary>Has all numbers but one add up to a share, by their own proportions where they have any.</summary>
    private static void Share(Span<Real> numbers, int place, Real share)
    {
        Real others = 0;
        for (int i = 0; i < numbers.Length; i++)
            others += i == place ? 0 : numbers[i];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = others > 0 ? numbers[i] * (share / others) : share / (numbers.Length - 1);
    }
}
