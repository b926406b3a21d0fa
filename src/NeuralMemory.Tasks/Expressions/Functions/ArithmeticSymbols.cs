namespace NeuralMemory.Tasks;

/// <summary>
/// The symbols of arithmetic modulo m, as numbers: the digits 0 to m - 1, then <c>+ - * ( )</c> from m on, as the Chomsky-hierarchy tasks
/// number them (Delétang et al. 2023).
/// </summary>
/// <param name="modulus">m, at least 2.</param>
internal readonly struct ArithmeticSymbols(int modulus)
{
    /// <summary>How the manual says it.</summary>
    public const string Text = "the digits are 0 to modulus - 1, and + - * ( ) follow as modulus to modulus + 4";

    /// <summary>The least modulus.</summary>
    public const int LeastModulus = 2;

    /// <summary>How many symbols there are besides the digits.</summary>
    public const int Signs = 5;

    /// <summary>The number of <c>+</c>; that of <c>-</c> is one more, that of <c>*</c> two more.</summary>
    public int Plus => modulus;

    /// <summary>The number of <c>-</c>.</summary>
    public int Minus => modulus + 1;

    /// <summary>The number of <c>*</c>.</summary>
    public int Times => modulus + 2;

    /// <summary>The number of <c>(</c>.</summary>
    public int Open => modulus + 3;

    /// <summary>The number of <c>)</c>.</summary>
    public int Close => modulus + 4;

    /// <summary>A symbol as it is written.</summary>
    public string Written(int symbol) => symbol < modulus ? symbol.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "+-*()"[symbol - modulus].ToString();
}
