using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Product keys against the oracle, outputs and gradients.</summary>
public sealed class ProductKeyGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    /// <summary>The oracle's queries [B, Q, D] are rows of one head.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void The_best_of_all_pairs_are_found_among_the_best_halves(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "product_key_lookup");
        GoldenTensor values = golden.Inputs["values"];
        using GoldenRun run = new(
            folder, "product_key_lookup", scope => scope.Tensor("values", new(values.Shape[0], values.Shape[1]), (_, _) => 0));
        run.Parameters.Items[0].Tensors[0].CopyIn(values.ToReal(), run.Parameters.Block);
        run.Tape.Reset(1);
        (Variable weights, Variable slots) = run.Tape.ProductKeyWeights(
            run.Rows("queries"), run.HeadKeys("keys_1"), run.HeadKeys("keys_2"), golden.Size("top"));
        run.Output("weights", weights);
        run.OutputAlone("slots", slots);
        run.Output("context", run.Tape.WeightedRows(run.Parameters.Items[0], weights, slots));
        run.Check();
        Close.Gradients(golden.Gradients["values"], GoldenLayer.GradientOf(run, run.Parameters.Items[0].Tensors[0]), "values");
    }
}
