namespace NeuralMemory.Machines;

/// <summary>A cell in whose steps things can be clamped.</summary>
/// <typeparam name="TStep">Everything that one step computed.</typeparam>
internal interface IClampableCell<TStep> : ICell<TStep>
    where TStep : class, IStep
{
    /// <summary>The same cell with the same weights, where <paramref name="clamps"/> hold.</summary>
    ICell<TStep> WithClamps(StepClamps clamps);
}
