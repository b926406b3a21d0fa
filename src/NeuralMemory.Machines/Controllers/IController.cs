using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>The network between a machine's inputs and its memory, of one or more layers.</summary>
internal interface IController
{
    /// <summary>The state before the first step: zeros.</summary>
    ControllerState Start(Tape tape, int batch);

    /// <summary>One step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="first">[B, ...] the input.</param>
    /// <param name="second">[at least B, ...] more input, such as what was read from memory; null for none.</param>
    /// <param name="previous">The state of the step before.</param>
    ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous);
}
