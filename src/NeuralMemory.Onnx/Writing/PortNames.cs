namespace NeuralMemory.Onnx;

/// <summary>What inputs and outputs of models are called; a quantity of a machine's state has the machine's own name for it.</summary>
public static class PortNames
{
    /// <summary>What the machine sees.</summary>
    public const string Input = "input";

    /// <summary>What a sequence is read from.</summary>
    public const string Source = "source";

    /// <summary>
    /// After how many steps a sequence's input ends: those before the first one that is to be answered. Only models of machines have it
    /// that look at it.
    /// </summary>
    public const string InputLength = GraphTape.InputLengthName;

    /// <summary>The answer, before any squashing.</summary>
    public const string Logits = "logits";

    /// <summary>The answer: of bits how likely they are 1, of symbols how likely each is.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>What the name of a quantity of the state ends in as an output: what the next step takes under the name itself.</summary>
    public const string Next = ".next";

    /// <summary>The dimension that counts sequences.</summary>
    public const string Batch = "batch";

    /// <summary>The dimension that counts steps.</summary>
    public const string Steps = "steps";

    /// <summary>The dimension that counts the steps of what is read first.</summary>
    public const string SourceSteps = "source_steps";
}
