using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Stored programs against the oracle, outputs and gradients.</summary>
public sealed class ProgramGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    /// <summary>The oracle's values [P, O, C] are a linear layer of P O outputs, and its keys [P, D] those of one head.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Weights_that_are_a_mixture_of_stored_ones(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "stored_program");
        (int programs, int outputs, int units) = (golden.Size("top"), golden.Size("O"), golden.Size("C"));
        using GoldenRun run = new(folder, "stored_program",
            scope => scope.Linear("programs", units, programs * outputs, LinearInitializer.Default, bias: false));
        run.Parameters.Items[0].Tensors[0].CopyIn(golden.Inputs["values"].ToReal(), run.Parameters.Block);
        run.Tape.Reset(1);
        Variable weights = run.Tape.ProgramWeights(run.OfOneWriter("query"), run.OfOneWriter("strength"), run.HeadKeys("keys"));
        Variable said = run.Tape.Linear(run.Parameters.Items[0], run.Input("hidden"));
        run.Output("weights", weights);
        run.Output("outputs", run.Tape.MixPrograms(said, weights, [new(0, outputs)]));
        run.Check();
        Close.Gradients(golden.Gradients["values"], GoldenLayer.GradientOf(run, run.Parameters.Items[0].Tensors[0]), "values");
    }
}
