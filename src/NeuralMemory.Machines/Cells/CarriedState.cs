using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// What a part of sequences leaves to the part after it, where they are run one part after another (<see cref="IMachine.RunPart"/>):
/// numbers alone, so that nothing is differentiated past the cut. Made once and used for every cut: its memory is kept.
/// </summary>
public sealed class CarriedState
{
    private readonly List<Quantity> _quantities = [];
    private readonly List<int> _places = [];
    private readonly Keeper _keeper;
    private readonly Setter _setter;

    /// <summary>A state before the first step.</summary>
    public CarriedState() => (_keeper, _setter) = (new(this), new(this));

    /// <summary>How many steps have been made; 0 before the first, and then nothing is carried.</summary>
    public int Time { get; private set; }

    /// <summary>How many numbers its memory holds.</summary>
    public long Numbers => _quantities.Sum(quantity => (long)quantity.Values.Length);

    /// <summary>Goes back to before the first step.</summary>
    public void Clear() => Time = 0;

    /// <summary>Copies what a step leaves.</summary>
    /// <param name="step">The step.</param>
    /// <param name="time">How many steps have been made.</param>
    internal void Keep(IStep step, int time)
    {
        Time = time;
        _keeper.Begin();
        step.VisitState(_keeper);
    }

    /// <summary>Has the step that stands before the first one of a part leave what was kept.</summary>
    internal void SetOn(Tape tape, IStep step)
    {
        _setter.Begin(tape);
        step.VisitState(_setter);
    }

    /// <summary>A copy; null values stand for nothing so far.</summary>
    private sealed class Quantity
    {
        public Real[] Values { get; private set; } = [];

        public Shape? Shape { get; private set; }

        public void Copy(Variable? value)
        {
            Shape = value?.Shape;
            if (Shape is not { } shape)
                return;
            if (Values.Length < shape.Count)
                Values = new Real[shape.Count];
            value!.Span.CopyTo(Values);
        }

        public Variable? On(Tape tape) => Shape is { } shape ? tape.Constant(Values.AsSpan(0, shape.Count), shape) : null;
    }

    private sealed class Keeper(CarriedState state) : IStateVisitor
    {
        private int _quantity, _place;

        public void Begin() => (_quantity, _place) = (0, 0);

        public Variable Visit(string name, Variable value) => VisitGrown(name, value)!;

        public Variable? VisitGrown(string name, Variable? value)
        {
            if (_quantity == state._quantities.Count)
                state._quantities.Add(new());
            state._quantities[_quantity++].Copy(value);
            return value;
        }

        public int Visit(string name, int place)
        {
            if (_place == state._places.Count)
                state._places.Add(0);
            return state._places[_place++] = place;
        }
    }

    private sealed class Setter(CarriedState state) : IStateVisitor
    {
        private Tape _tape = null!;
        private int _quantity, _place;

        public void Begin(Tape tape) => (_tape, _quantity, _place) = (tape, 0, 0);

        public Variable Visit(string name, Variable value) => VisitGrown(name, value)!;

        public Variable? VisitGrown(string name, Variable? value) => state._quantities[_quantity++].On(_tape);

        public int Visit(string name, int place) => state._places[_place++];
    }
}
