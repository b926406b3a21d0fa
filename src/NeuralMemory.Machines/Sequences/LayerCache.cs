using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// What a layer keeps of the steps so far; a step's state. Attention keeps keys and values, which grow by a row with every step; a
/// recurrent layer keeps quantities of fixed size, each under a name of its own.
/// </summary>
internal sealed class LayerCache
{
    private readonly List<(string Name, Variable Value)> _states = [];
    private Variable? _keys, _values;

    /// <summary>A quantity that a recurrent layer keeps.</summary>
    /// <param name="name">Its name, unique in the machine, such as <c>layer0/memory</c>: that of the machine's state.</param>
    public Variable this[string name]
    {
        get => _states[Find(name)].Value;
        set => _states[Find(name)] = (name, value);
    }

    /// <summary>A cache with nothing in it.</summary>
    public static LayerCache Rent(Tape tape)
    {
        LayerCache cache = tape.Rent<LayerCache>();
        (cache._keys, cache._values) = (null, null);
        cache._states.Clear();
        return cache;
    }

    /// <summary>The same content for the next step, which will change it.</summary>
    public LayerCache Next(Tape tape)
    {
        LayerCache next = Rent(tape);
        (next._keys, next._values) = (_keys, _values);
        next._states.AddRange(_states);
        return next;
    }

    /// <summary>Keeps a quantity of fixed size, which has a value before the first step.</summary>
    /// <param name="name">Its name, unique in the machine.</param>
    /// <param name="value">[B, ...]</param>
    public void Begin(string name, Variable value) => _states.Add((name, value));

    /// <summary>Joins the keys and values of a step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="step">[B, H D] and [B, H V].</param>
    /// <returns>Those of all steps so far, and which rows belong to each sequence.</returns>
    public (KeysAndValues Source, SequenceRows Rows) Append(Tape tape, KeysAndValues step)
    {
        _keys = tape.Append(_keys, step.Keys);
        _values = tape.Append(_values, step.Values);
        return (new(_keys, _values), tape.Rent<SequenceRows>().OfBlocks(_keys.Rows, _keys.Shape[1]));
    }

    /// <summary>Shows, and may replace, what is kept.</summary>
    /// <param name="visitor">Sees it.</param>
    /// <param name="layer">What keys and values are named by.</param>
    public void VisitState(IStateVisitor visitor, string layer)
    {
        for (int i = 0; i < _states.Count; i++)
            _states[i] = (_states[i].Name, visitor.Visit(_states[i].Name, _states[i].Value));
        if (_states.Count > 0)
            return;
        _keys = visitor.VisitGrown($"{layer}/keys", _keys);
        _values = visitor.VisitGrown($"{layer}/values", _values);
    }

    private int Find(string name)
    {
        for (int i = 0; i < _states.Count; i++)
            if (_states[i].Name == name)
                return i;
        throw new InvalidOperationException($"the layer did not begin with a '{name}'");
    }
}
