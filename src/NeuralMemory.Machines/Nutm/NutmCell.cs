using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A cell whose heads run stored programs, whatever its steps are.</summary>
/// <typeparam name="TStep">What a step of it computes.</typeparam>
/// <param name="core">The cell, an <see cref="IAnswerCell{TStep}"/> too.</param>
internal sealed class NutmCell<TStep>(IClampableCell<TStep> core) : IAnswerCell<NutmStep>, IClampableCell<NutmStep>
    where TStep : class, IStep
{
    private readonly IAnswerCell<TStep> _core = (IAnswerCell<TStep>)core;

    public int AnswerWidth => _core.AnswerWidth;

    public NutmStep Start(Tape tape, SequenceBatch batch) => Of(tape, core.Start(tape, batch));

    public NutmStep Next(Tape tape, Variable input, NutmStep previous) => Of(tape, core.Next(tape, input, (TStep)previous.Core));

    public void Emit(Tape tape, NutmStep step, Variable logits, int row) => core.Emit(tape, (TStep)step.Core, logits, row);

    public void Prepare(Tape tape, NutmStep step, Variable rows, int row) => _core.Prepare(tape, (TStep)step.Core, rows, row);

    public void Answer(Tape tape, Variable rows, Variable logits) => _core.Answer(tape, rows, logits);

    public ICell<NutmStep> WithClamps(StepClamps clamps) => new NutmCell<TStep>((IClampableCell<TStep>)core.WithClamps(clamps));

    private static NutmStep Of(Tape tape, TStep core)
    {
        NutmStep step = tape.Rent<NutmStep>();
        step.Core = core;
        return step;
    }
}
