using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Episodes whose inputs are changed.</summary>
internal static class PokedBatch
{
    /// <summary>Changes the inputs of an episode, and whatever is to be different in the machine that is to see it.</summary>
    /// <param name="machine">The machine, of the memory size that is looked at.</param>
    /// <param name="batch">The one episode.</param>
    /// <param name="pokes">What is changed; what the memory is changed to is left to who makes the steps.</param>
    /// <param name="option">What the user calls where that was written, such as <c>--poke</c>; null for nothing.</param>
    /// <returns>The machine, which frees nothing that <paramref name="machine"/> has.</returns>
    /// <exception cref="InvalidInputException">The machine or the episode has nothing of what is to be changed.</exception>
    public static IMachine Poke(IMachine machine, SequenceBatch batch, IReadOnlyList<Poke> pokes, string? option)
    {
        new PokeRules(machine.Config, batch.MaxLength) { Inputs = machine.Inputs, SourceSteps = batch.Source?.MaxLength ?? 0 }
            .Check(pokes, option);
        foreach (InputPoke poke in pokes.OfType<InputPoke>())
        {
            SequenceBatch shown = poke.IsOfSource ? batch.Source! : batch;
            shown.InputRow(shown.Row(0, poke.Step))[poke.Column] = (Real)poke.Value;
        }

        return machine.With(pokes);
    }
}
