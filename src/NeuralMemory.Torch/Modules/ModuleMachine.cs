using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch;

/// <summary>
/// Somebody's module as a machine. The parameters' block on the host is the master copy, as of every machine: a pass begins by writing it
/// into the module's own tensors, which are then differentiated. Torch's generator is set for each pass from the pass's random stream, so
/// that where it stands follows from the step, and an evaluation leaves everything as it was. One pass at a time, unlike other machines.
/// </summary>
internal sealed class ModuleMachine : IMachine
{
    private readonly TorchMachineConfig _config;
    private readonly StreamKey _initialization;
    private readonly ModuleTensors _tensors;
    private readonly ModuleBuffers _buffers;
    private readonly ModuleQuantities _quantities;

    public ModuleMachine(TorchMachineConfig config, InputLayout inputs, int outputWidth, StreamKey initialization)
    {
        (_config, Inputs, OutputWidth, _initialization) = (config, inputs, outputWidth, initialization);
        _tensors = new ModuleTensors(config, inputs, outputWidth, initialization);
        _buffers = new ModuleBuffers(_tensors);
        _quantities = new ModuleQuantities(config, _tensors.Calls);
        Parameters = _tensors.Declare().Complete();
    }

    public MachineConfig Config => _config;

    public int InputWidth => Inputs.Width;

    public InputLayout Inputs { get; }

    public int OutputWidth { get; }

    public ParameterSet Parameters { get; }

    public IMachineBuffers Buffers => _buffers;

    public Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null)
    {
        TorchTape torch = Enter(tape, batch);
        try
        {
            return TorchGenerator.Draw(torch.NoiseOfPass ?? default, () => Run(torch, batch, trace));
        }
        finally
        {
            if (!tape.IsRecording)
                _buffers.Undo();
        }
    }

    public IMachineSteps Begin(Tape tape, SequenceBatch batch)
    {
        if (_config.ReadsAhead)
            throw new EngineException($"{_tensors.Calls.Module} reads ahead, so that it cannot be run step by step");
        TorchTape torch = Enter(tape, batch);
        return new ModuleSteps(
            torch.NoiseOfPass ?? default,
            () => _tensors.Module is SequenceModule sequences
                ? Unroll.Begin(new PrefixCell(Runner(sequences), _quantities, _tensors.Calls), torch, batch, OutputWidth)
                : Unroll.Begin(Cell(isTraced: true), torch, batch, OutputWidth));
    }

    public IMachine? WithSlots(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        if (_config.WithSlots(slots) is not TorchMachineConfig resized)
            return null;
        IMachine machine = resized.Build(Inputs, OutputWidth, _initialization);
        try
        {
            foreach ((Parameter from, Parameter to) in Parameters.Items.Zip(machine.Parameters.Items))
                if (from.Name == to.Name && from.Shape == to.Shape)
                    from.Span.CopyTo(to.Span);
                else
                    throw new EngineException(
                        $"{_tensors.Calls.Module} cannot have {slots} slots: its parameter '{from.Name}' depends on their number");
            machine.Buffers!.Set(_buffers.Copy());
            return machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _buffers.Dispose();
        _tensors.Dispose();
        Parameters.Dispose();
    }

    private Variable Run(TorchTape tape, SequenceBatch batch, ITraceWriter? trace)
    {
        if (_tensors.Module is SequenceModule sequences)
            return Runner(sequences).Run(tape, batch, trace);
        Variable logits = Unroll.Run(Cell(trace is not null), tape, batch, OutputWidth, trace);
        if (tape.IsRecording)
            _tensors.Calls.ExpectGradient(((TorchVariable)logits).Tensor);
        return logits;
    }

    private RecurrentModuleCell Cell(bool isTraced) =>
        new((RecurrentModule)_tensors.Module, _tensors.Calls, _quantities, OutputWidth, isTraced);

    private SequenceModuleRunner Runner(SequenceModule module) => new(module, _tensors.Calls, _quantities, InputWidth, OutputWidth);

    /// <summary>Makes the module ready for a pass.</summary>
    private TorchTape Enter(Tape tape, SequenceBatch batch)
    {
        if (tape is not TorchTape torch)
            throw new EngineException($"a machine of kind {_config.Kind} runs on the engine torch alone: set 'training.engine' to torch");
        if (batch.InputWidth != InputWidth)
            throw new ArgumentException($"the machine has {InputWidth} input channels, the batch {batch.InputWidth}", nameof(batch));
        _tensors.MoveTo(torch.Device);
        if (_tensors.Module.training != tape.IsRecording)
            _tensors.Module.train(tape.IsRecording);
        _buffers.Remember();
        torch.Borrow([.. _tensors.Trained.Select(each => each.Value)], CheckGradients);
        return torch;
    }

    private void CheckGradients()
    {
        if (_tensors.Trained.All(each => each.Value.grad is null))
            throw new EngineException(
                $"{_tensors.Calls.Module} returned logits that none of its parameters has a part in, so that nothing of it can be trained");
    }
}
