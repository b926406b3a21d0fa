using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>
/// A trained machine on its way through sequences, a step at a time: it is given an input, it answers, and between steps its state can be
/// read, changed, kept and restored. What it answers has, on the native engine, the bits of a whole pass. It needs no more memory the
/// longer it runs, unless the machine reads ahead. Not thread-safe; sessions do not disturb each other, and on the native engine several
/// threads may each step one of their own. It ends with the <see cref="TrainedMachine"/>.
/// </summary>
public sealed class MachineSession : IDisposable
{
    /// <summary>After so many steps the pass begins anew from its state: a tape keeps all answers of a pass.</summary>
    internal const int StepsOfPass = 1024;

    private readonly IMachine _machine;
    private readonly IMachine? _resized;
    private readonly Tape _tape;
    private readonly SequenceBatch _batch;
    private readonly IReadOnlyList<TargetGroup> _groups;
    private readonly Action<MachineSession> _onDispose;
    private readonly float[] _logits;
    private IMachineSteps _steps;
    private int _stepsOfPass;
    private bool _hasAnswer, _isDisposed;

    private MachineSession(
        IMachine machine, IMachine? resized, Tape tape, SequenceBatch batch, IReadOnlyList<TargetGroup> groups,
        Action<MachineSession> onDispose)
    {
        (_machine, _resized, _tape, _batch, _groups, _onDispose) = (machine, resized, tape, batch, groups, onDispose);
        _logits = new float[batch.Sequences * machine.OutputWidth];
        _steps = BeginPass();
    }

    /// <summary>How many steps have been made, those before a state that was set included.</summary>
    public int Time => _steps.Time;

    /// <summary>B, how many sequences run side by side.</summary>
    public int Sequences => _batch.Sequences;

    /// <summary>I, the width of a sequence's input.</summary>
    public int InputWidth => _machine.InputWidth;

    /// <summary>O, the width of a sequence's output.</summary>
    public int OutputWidth => _machine.OutputWidth;

    /// <summary>N, the slots of the memory; null for a machine without one.</summary>
    public int? Slots => _machine.Config.MemorySlots;

    /// <summary>How many numbers the session's memory holds.</summary>
    internal long Capacity => _tape.Capacity;

    /// <summary>Makes a step.</summary>
    /// <param name="input">
    /// [B, I] row-major, of finite numbers; a task's channels lie in the order of its <c>inputs</c>. A channel of symbols takes the number
    /// of one, or -1 where it shows nothing.
    /// </param>
    /// <returns>The logits [B, O], until the next step; <see cref="Probabilities"/> has what they mean.</returns>
    /// <exception cref="ArgumentException">There are not B x I numbers, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">A machine that reads ahead has come to the end of what it has read.</exception>
    /// <exception cref="ObjectDisposedException">The session, or its machine, was disposed of.</exception>
    /// <exception cref="EngineException">The engine failed; the session cannot go on.</exception>
    public ReadOnlySpan<float> Step(ReadOnlySpan<float> input)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        SessionInputs.Check(input, Sequences, _machine.Inputs, "input", nameof(input));
        if (_stepsOfPass == StepsOfPass && !_machine.Config.ReadsAhead)
        {
            MachineState state = _steps.CopyState();
            _steps = BeginPass();
            _steps.SetState(state);
        }

        _steps.Step(_tape.Constant(input, new Shape(Sequences, InputWidth))).Span.CopyTo(_logits);
        _stepsOfPass++;
        _hasAnswer = true;
        return _logits;
    }

    /// <summary>What the last step answered, as probabilities; numbers as they are.</summary>
    /// <returns>
    /// [B, O] of each bit the probability that it is 1, of each symbol those of its classes, which sum to 1; of a number its logit.
    /// </returns>
    /// <exception cref="InvalidOperationException">No step was made.</exception>
    public float[] Probabilities() => _hasAnswer
        ? OutputProbabilities.Of(_logits, _groups, OutputWidth)
        : throw new InvalidOperationException("there are no probabilities before the first step: call Step");

    /// <summary>
    /// Copies what the next step starts from: <c>memory</c>, the weights of the heads, the controller's state. The copy stays as it is. To
    /// change the machine, change the copy and give it to <see cref="SetState"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The session, or its machine, was disposed of.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public MachineState CopyState()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _steps.CopyState();
    }

    /// <summary>
    /// Makes the next step start from <paramref name="state"/>, which is copied: one of this session, kept and perhaps changed, or of
    /// another session of the same machine; or a part of it (<see cref="MachineState.Only"/>), and all else stays. With a whole one
    /// <see cref="Time"/> is the state's.
    /// </summary>
    /// <exception cref="ArgumentException">It has what the machine does not have, or other dimensions.</exception>
    /// <exception cref="ObjectDisposedException">The session, or its machine, was disposed of.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public void SetState(MachineState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        foreach (string name in state.Names)
            if (state.ShapeOf(name)[0] != Sequences)
                throw new ArgumentException(
                    $"the state has {state.ShapeOf(name)[0]} sequences, and the session {Sequences}", nameof(state));
        _steps.SetState(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _tape.Dispose();
        _resized?.Dispose();
        _onDispose(this);
    }

    /// <summary>Begins a machine.</summary>
    /// <param name="machine">The machine, not disposed of with the session.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="groups">What the columns of the output are.</param>
    /// <param name="options">How to begin.</param>
    /// <param name="onDispose">Is told when the session is disposed of.</param>
    internal static MachineSession Begin(
        IMachine machine, IEngine engine, IReadOnlyList<TargetGroup> groups, SessionOptions options, Action<MachineSession> onDispose)
    {
        SessionInputs.CheckSize(machine, options);
        SequenceBatch batch = SessionInputs.Batch(machine, options);
        IMachine? resized = null;
        Tape? tape = null;
        try
        {
            if (options.Slots is { } slots && slots != machine.Config.MemorySlots)
                resized = machine.WithSlots(slots);
            tape = engine.NewTape((resized ?? machine).Parameters, recording: false);
            return new(resized ?? machine, resized, tape, batch, groups, onDispose);
        }
        catch
        {
            tape?.Dispose();
            resized?.Dispose();
            throw;
        }
    }

    private IMachineSteps BeginPass()
    {
        _stepsOfPass = 0;
        _tape.Reset(_batch.Rows);
        return _machine.Begin(_tape, _batch);
    }
}
