namespace NeuralMemory.Tasks;

/// <summary>How a column of a corpus is cut into symbols.</summary>
public enum TextCut
{
    /// <summary>
    /// At spaces; besides, an apostrophe ends a word and stays with it, and each of <c>? ! . ,</c> is a symbol of its own: <c>t'aime</c> is
    /// <c>t'</c> and <c>aime</c>.
    /// </summary>
    Words,

    /// <summary>Into its characters, spaces included.</summary>
    Characters,

    /// <summary>Not at all: it is one symbol.</summary>
    Label,
}
