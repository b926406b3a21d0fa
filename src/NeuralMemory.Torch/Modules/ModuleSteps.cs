using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch;

/// <summary>The steps of a module, between which torch's generator may be used by others.</summary>
internal sealed class ModuleSteps : IMachineSteps
{
    private readonly IMachineSteps _steps;
    private byte[] _generator = [];

    /// <summary>Begins.</summary>
    /// <param name="noise">Where the generator is set.</param>
    /// <param name="begin">Makes the start state, which may draw.</param>
    public ModuleSteps(StreamKey noise, Func<IMachineSteps> begin) =>
        _steps = TorchGenerator.Draw(noise, () =>
        {
            IMachineSteps steps = begin();
            _generator = TorchGenerator.State();
            return steps;
        });

    public int Time => _steps.Time;

    public IStep? Current => _steps.Current;

    public Variable Step(Variable input) => TorchGenerator.Draw(ref _generator, () => _steps.Step(input));

    public MachineState CopyState() => _steps.CopyState();

    public void SetState(MachineState state) => _steps.SetState(state);
}
