using System.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// What an expression comes to, by a descent through its grammar with whole numbers of any size: the remainder is taken at the very end.
/// So it has nothing in common with what it checks.
/// </summary>
internal sealed class Arithmetic
{
    private readonly string _text;
    private int _at;

    private Arithmetic(string text) => _text = text;

    /// <summary>The expression as it is written.</summary>
    public static string Text(IEnumerable<int> symbols, int modulus) =>
        string.Concat(symbols.Select(symbol => symbol < modulus ? (char)('0' + symbol) : "+-*()"[symbol - modulus]));

    /// <summary>Its value, from 0 to <paramref name="modulus"/> - 1.</summary>
    public static int Value(string text, int modulus)
    {
        var reader = new Arithmetic(text);
        BigInteger value = reader.Sum();
        Assert.Equal(text.Length, reader._at);
        return (int)((value % modulus + modulus) % modulus);
    }

    private BigInteger Sum()
    {
        BigInteger sum = Product();
        while (_at < _text.Length && _text[_at] is '+' or '-')
            sum += _text[_at++] == '+' ? Product() : -Product();
        return sum;
    }

    private BigInteger Product()
    {
        BigInteger product = Factor();
        while (_at < _text.Length && _text[_at] == '*')
        {
            _at++;
            product *= Factor();
        }

        return product;
    }

    private BigInteger Factor()
    {
        Assert.True(_at < _text.Length, $"{_text} ends too early");
        char symbol = _text[_at++];
        if (symbol == '-')
            return -Factor();
        if (symbol != '(')
        {
            Assert.True(char.IsAsciiDigit(symbol), $"{_text}: {symbol} in place {_at - 1}");
            return symbol - '0';
        }

        BigInteger inner = Sum();
        Assert.True(_at < _text.Length && _text[_at] == ')', $"{_text}: a bracket is not closed");
        _at++;
        return inner;
    }
}
