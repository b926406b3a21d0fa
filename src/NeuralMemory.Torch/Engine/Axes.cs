namespace NeuralMemory.Torch;

/// <summary>What the dimensions of results count, as messages name it.</summary>
internal static class Axes
{
    public static readonly string[] Units = ["sequence", "unit"];
    public static readonly string[] Slots = ["sequence", "slot"];
    public static readonly string[] HeadSlots = ["sequence", "head", "slot"];
    public static readonly string[] HeadNumbers = ["sequence", "head", "number"];
    public static readonly string[] Memory = ["sequence", "number", "slot"];
    public static readonly string[] Links = ["sequence", "head", "slot", "slot"];
    public static readonly string[] LinkEntries = ["sequence", "head", "slot", "entry"];
    public static readonly string[] FollowedLinks = ["sequence", "reader", "writer", "slot"];
}
