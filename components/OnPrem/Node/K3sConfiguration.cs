using System.Collections;
using System.Text;
using System.Text.Json;

namespace K8tre.Components.OnPrem.Node;

/// <summary>K3s's <c>config.yaml</c>. Its keys are the names of the flags without dashes, in alphabetical order.</summary>
/// <remarks>https://docs.k3s.io/installation/configuration#configuration-file</remarks>
internal sealed class K3sConfiguration : IEnumerable<KeyValuePair<string, object>>
{
    private readonly SortedDictionary<string, object> _keys = new(StringComparer.Ordinal);

    /// <summary>Sets a key to a string, a boolean, a number or a list of strings. A key with the value null is omitted.</summary>
    public object? this[string key]
    {
        set
        {
            if (value is not (null or string[] and []))
                _keys[key] = value;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the text of the file.</summary>
    public override string ToString()
    {
        var yaml = new StringBuilder();
        foreach (var (key, value) in _keys)
        {
            yaml.Append(key).Append(':');
            if (value is string[] items)
                yaml.Append('\n').AppendJoin("", items.Select(item => $"  - {Scalar(item)}\n"));
            else
                yaml.Append(' ').Append(Scalar(value)).Append('\n');
        }
        return yaml.ToString();
    }

    // A JSON scalar is a valid YAML scalar.
    private static string Scalar(object value) => JsonSerializer.Serialize(value);
}
