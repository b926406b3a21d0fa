namespace NeuralMemory.Tasks;

/// <summary>Whether episodes are drawn to train on.</summary>
internal sealed class TrainingFunction : TaskFunction
{
    public override string Name => "training";

    public override string Summary =>
        "Gives 1 in episodes that are drawn to train on, and 0 in those that are drawn to evaluate or to look at.";

    public override string Example => "if(training(), length, 12)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [];

    public override bool TellsTraining => true;

    public override TaskValue Bind(FunctionCall call) => new ConstantNumber(call.Corpus.Split == CorpusSplit.Training ? 1 : 0);
}
