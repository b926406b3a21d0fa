using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// What a step of a machine leaves to the next one, copied off the tape: it outlives it, can be looked at, changed, and set on another
/// tape.
/// </summary>
public sealed class MachineState
{
    private readonly Dictionary<string, Quantity> _quantities = [];
    private readonly Dictionary<string, int> _places = [];

    private MachineState()
    {
    }

    /// <summary>How many steps had been made; null for a part of a state.</summary>
    public int? Time { get; private init; }

    /// <summary>The quantities' names, such as <c>memory</c>, in the machine's order.</summary>
    public IEnumerable<string> Names => _quantities.Keys;

    /// <summary>The numbers of a quantity, row-major, to be read or changed.</summary>
    /// <exception cref="ArgumentException">There is no such quantity.</exception>
    public Span<Real> this[string name] => Of(name).Values;

    /// <summary>The dimensions of a quantity; the first counts sequences.</summary>
    /// <exception cref="ArgumentException">There is no such quantity.</exception>
    public Shape ShapeOf(string name) => Of(name).Shape;

    /// <summary>This quantity alone: what is set of it leaves all others as they are.</summary>
    /// <exception cref="ArgumentException">There is no such quantity.</exception>
    public MachineState Only(string name)
    {
        var state = new MachineState();
        state._quantities.Add(name, Of(name));
        return state;
    }

    internal static MachineState Copy(IStep step, int time)
    {
        var state = new MachineState { Time = time };
        step.VisitState(new Copier(state));
        return state;
    }

    internal void SetOn(Tape tape, IStep step)
    {
        var setter = new Setter(this, tape);
        step.VisitState(setter);
        if (setter.Left.FirstOrDefault() is { } unknown)
            throw new ArgumentException($"the machine has no '{unknown}' in its state; it has {string.Join(", ", setter.Seen)}");
    }

    private Quantity Of(string name) => _quantities.TryGetValue(name, out Quantity? quantity)
        ? quantity
        : throw new ArgumentException($"the state has no '{name}'; it has {string.Join(", ", _quantities.Keys)}", nameof(name));

    private sealed record Quantity(Shape Shape, Real[] Values);

    private sealed class Copier(MachineState state) : IStateVisitor
    {
        public Variable Visit(string name, Variable value)
        {
            state._quantities.Add(name, new(value.Shape, value.Span.ToArray()));
            return value;
        }

        public Variable? VisitGrown(string name, Variable? value) => value is null ? null : Visit(name, value);

        public int Visit(string name, int place)
        {
            state._places.Add(name, place);
            return place;
        }
    }

    private sealed class Setter(MachineState state, Tape tape) : IStateVisitor
    {
        public HashSet<string> Left { get; } = [.. state._quantities.Keys];

        public List<string> Seen { get; } = [];

        public Variable Visit(string name, Variable value)
        {
            Seen.Add(name);
            if (!Left.Remove(name))
                return value;
            Quantity quantity = state._quantities[name];
            if (quantity.Shape.Rank != value.Shape.Rank || quantity.Shape.RowCount != value.Shape.RowCount
                || quantity.Shape[0] > value.Shape[0])
                throw new ArgumentException(
                    $"'{name}' has the dimensions {value.Shape} in this machine, and {quantity.Shape} in the state");
            return tape.Constant(quantity.Values, quantity.Shape);
        }

        public Variable? VisitGrown(string name, Variable? value)
        {
            Seen.Add(name);
            if (!Left.Remove(name))
                return value;
            Quantity quantity = state._quantities[name];
            if (quantity.Shape.Rank != 3 || (value is not null && quantity.Shape.Width != value.Shape.Width))
                throw new ArgumentException(
                    $"'{name}' has the dimensions {quantity.Shape} in the state, and rows of {value?.Shape.Width} in this machine");
            return tape.Constant(quantity.Values, quantity.Shape);
        }

        public int Visit(string name, int place) => state._places.GetValueOrDefault(name, place);
    }
}
