using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace K8tre.Components.OnPrem;

/// <summary>Number of agents from 1 to 50, or a share of all agents from 1 % to 100 %, written as <c>2</c> or <c>25%</c>.</summary>
/// <remarks>The share is taken of the agents in the cluster when a step runs, rounded down, and is at least one agent.</remarks>
public sealed record AgentShare : IParsable<AgentShare>
{
    private const string Hint = "write a number from 1 to 50, or a share of the agents from 1% to 100%, like 25%";

    private readonly string _text;

    private AgentShare(string text) => _text = text;

    /// <summary>Parses a number or a share.</summary>
    /// <exception cref="FormatException">The text has another form, or is out of range.</exception>
    public static AgentShare Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var share) ? share : throw new FormatException(Hint);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out AgentShare result)
    {
        var (digits, most) = s?.EndsWith('%') == true ? (s[..^1], 100) : (s, 50);
        var isValid = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= most && digits![0] != '0';
        result = isValid ? new(s!) : null;
        return isValid;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;
}
