using NeuralMemory.Machines;

namespace NeuralMemory.Onnx;

/// <summary>
/// Writes machines as models of ONNX. A recurrent machine becomes one step, to be run in a loop: its state comes in and goes out, and the
/// number of sequences is open. A machine that must have sequences whole, or looks back at all of it, becomes a model of one sequence, with
/// an open number of steps where that is possible; so does a recurrent one on request (<see cref="OnnxOptions.Whole"/>).
/// </summary>
public static class OnnxExporter
{
    /// <summary>The model of a machine with the weights that it has now.</summary>
    /// <param name="machine">The machine; it is not changed.</param>
    /// <param name="options">How; null for as usual.</param>
    /// <exception cref="OnnxException">The machine cannot be written, or not as it was asked for.</exception>
    public static OnnxModel Export(IMachine machine, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        options ??= new();
        if (machine.Config.RequiredEngine is { } engine)
            throw new OnnxException(
                $"a machine of kind {machine.Config.Kind} is a program of its own for {engine}, and no equations of it are known here");
        if (options.Length is < 1)
            throw new OnnxException($"a length of {options.Length} steps, expected at least 1");
        return machine.Config.CarriesState && !options.Whole ? StepModel.Of(machine, options) : WholeModel.Of(machine, options);
    }
}
