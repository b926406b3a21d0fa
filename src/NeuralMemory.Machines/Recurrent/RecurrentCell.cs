using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A step of a machine without external memory.</summary>
public sealed class RecurrentStep : IStep
{
    /// <summary>The layers' states.</summary>
    public ControllerState Controller { get; internal set; } = null!;

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        for (int i = 0; i < Controller.Hidden.Length; i++)
            trace.Write($"controller/hidden{i}", Controller.Hidden[i]);
    }
}

/// <summary>Stacked recurrent layers and a linear output: what the memory machines are compared with.</summary>
internal sealed class RecurrentCell : ICell<RecurrentStep>
{
    private readonly IController _controller;
    private readonly Parameter _output;

    private RecurrentCell(ControllerConfig config, int inputWidth, int outputWidth, ParameterScope scope)
    {
        _controller = Controller.Build(config, inputWidth, scope.Child("controller"));
        _output = scope.Linear("output", Controller.OutputWidth(config), outputWidth, LinearInitializer.Default);
    }

    /// <summary>Names the parameters.</summary>
    public static ParameterSet Declare(ControllerConfig config, int inputWidth, int outputWidth)
    {
        var parameters = new ParameterSet();
        _ = new RecurrentCell(config, inputWidth, outputWidth, new ParameterScope(parameters, default));
        return parameters;
    }

    /// <summary>Builds the machine; <paramref name="config"/> says what it is called, <paramref name="controller"/> what it is.</summary>
    public static IMachine Build(
        MachineConfig config, ControllerConfig controller, int inputWidth, int outputWidth, StreamKey initialization)
    {
        var parameters = new ParameterSet();
        var cell = new RecurrentCell(controller, inputWidth, outputWidth, new ParameterScope(parameters, initialization));
        return new Machine<RecurrentStep>(config, inputWidth, outputWidth, parameters.Complete(), cell);
    }

    public RecurrentStep Start(Tape tape, int batch) => Wrap(tape, _controller.Start(tape, batch));

    public RecurrentStep Next(Tape tape, Variable input, RecurrentStep previous) =>
        Wrap(tape, _controller.Next(tape, input, null, previous.Controller));

    public void Emit(Tape tape, RecurrentStep step, Variable logits, int row) =>
        tape.LinearInto(_output, logits, row, step.Controller.Output);

    private static RecurrentStep Wrap(Tape tape, ControllerState state)
    {
        RecurrentStep step = tape.Rent<RecurrentStep>();
        step.Controller = state;
        return step;
    }
}
