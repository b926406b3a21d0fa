namespace NeuralMemory.Autodiff.Tests;

public sealed class FastWeightGoldenTests
{
    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (string folder in new[] { "family", "family-odd" })
            {
                data.Add(folder, "fast_weights_additive", false);
                data.Add(folder, "delta_rule_unroll", true);
                data.Add(folder, "gated_delta_unroll", true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fast_weights_are_those_of_the_golden_cases(string folder, string name, bool erases)
    {
        using var run = new GoldenRun(folder, name);
        int[] shape = run.Golden.Inputs["values"].Shape;
        var inputs = new FastWeightInputs(
            run.Rows("queries"), run.Rows("keys"), run.Rows("values"), run.ScalarRows("strengths"),
            run.Golden.Inputs.ContainsKey("decays") ? run.ScalarRows("decays") : null);
        int[] lengths = new int[shape[1]];
        Array.Fill(lengths, shape[0]);
        Variable reads = run.Tape.FastWeights(
            inputs, FastWeightCases.Rows(lengths), new(1, erases), run.HeadMemory("state"), out Variable next);
        run.Output("reads", reads);
        run.OutputMemory("state", next);
        run.Check();
    }
}
