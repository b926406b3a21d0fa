namespace NeuralMemory.Machines.Tests;

/// <summary>Small machines with stacks and tapes, for the catalog.</summary>
internal static class StackCatalog
{
    public static IReadOnlyDictionary<string, StackRnnConfig> StackRnns { get; } = new Dictionary<string, StackRnnConfig>
    {
        ["stack-rnn"] = Stack(),
        ["stack-rnn, gru, 2 stacks, 3 on top"] = Stack(ControllerKind.Gru) with
        {
            Memory = new() { Slots = 5, Width = 2, Stacks = 2, Top = 3, Values = PushedValues.Sigmoid },
        },
        ["stack-rnn, feed-forward, whole vectors"] = Stack(ControllerKind.FeedForward) with { Memory = new() { Slots = 35, Width = 3 } },
        ["stack-rnn of 2 layers with skips"] = Stack() with
        {
            Controller = new() { Units = 4, Layers = 2, Skip = true, Initial = InitialState.Learned },
        },
        ["stack-rnn of one cell"] = Stack() with { Memory = new() { Slots = 1, Width = 3 } },
    };

    public static IReadOnlyDictionary<string, TapeRnnConfig> TapeRnns { get; } = new Dictionary<string, TapeRnnConfig>
    {
        ["tape-rnn"] = Tape(),
        ["tape-rnn, jumps of 3, gru, 2 tapes, written by one layer"] = Tape(ControllerKind.Gru) with
        {
            Memory = new() { Slots = 5, Width = 2, Tapes = 2 },
            Write = new() { Layers = 0 },
            Jump = 3,
        },
        ["tape-rnn, feed-forward, whole vectors"] = Tape(ControllerKind.FeedForward) with { Memory = new() { Slots = 32, Width = 3 } },
        ["tape-rnn, jumps of 40, 2 layers with skips"] = Tape() with
        {
            Controller = new() { Units = 4, Layers = 2, Skip = true, Initial = InitialState.Learned },
            Write = new() { Layers = 1, Units = 7 },
            Jump = 40,
        },
        ["tape-rnn of one cell"] = Tape() with { Memory = new() { Slots = 1, Width = 3 } },
    };

    /// <summary>A machine of five units and a tape of six cells of width three.</summary>
    public static TapeRnnConfig Tape(ControllerKind controller = ControllerKind.Lstm) => new()
    {
        Controller = new() { Kind = controller, Units = 5 },
        Memory = new() { Slots = 6, Width = 3 },
        Write = new() { Units = 9 },
    };

    /// <summary>A machine of five units and a stack of six cells of width three.</summary>
    public static StackRnnConfig Stack(ControllerKind controller = ControllerKind.Lstm) => new()
    {
        Controller = new() { Kind = controller, Units = 5 },
        Memory = new() { Slots = 6, Width = 3 },
    };
}
