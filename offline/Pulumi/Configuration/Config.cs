using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>Reads the configuration of the stack, one namespace of it.</summary>
public sealed class Config
{
    private readonly string _name;

    /// <summary>Reads a namespace.</summary>
    /// <param name="name">The namespace. Default: the name of the project.</param>
    /// <exception cref="InvalidOperationException">No name is given, and no program is running.</exception>
    public Config(string? name = null)
    {
        const string Suffix = ":config";
        name ??= Deployment.Instance.ProjectName;
        _name = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    /// <summary>A text; null if the key has no value.</summary>
    public string? Get(string key) => Deployment.Required.Config.Get(FullKey(key));

    /// <summary>A text as a secret; null if the key has no value.</summary>
    public Output<string>? GetSecret(string key) => Secret(Get(key));

    /// <summary>A text.</summary>
    /// <exception cref="RunException">The key has no value.</exception>
    public string Require(string key) => Get(key) ?? throw Missing(key);

    /// <summary>A text as a secret.</summary>
    /// <exception cref="RunException">The key has no value.</exception>
    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    /// <summary>A boolean: exactly <c>true</c> or <c>false</c>; null if the key has no value.</summary>
    /// <exception cref="RunException">The value is no boolean.</exception>
    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw Invalid(key, text, nameof(Boolean)),
    };

    /// <summary>A boolean as a secret; null if the key has no value.</summary>
    /// <exception cref="RunException">The value is no boolean.</exception>
    public Output<bool>? GetSecretBoolean(string key) => Secret(GetBoolean(key));

    /// <summary>A boolean: exactly <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="RunException">The key has no value, or the value is no boolean.</exception>
    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    /// <summary>A boolean as a secret.</summary>
    /// <exception cref="RunException">The key has no value, or the value is no boolean.</exception>
    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    /// <summary>A whole number; null if the key has no value.</summary>
    /// <exception cref="RunException">The value is no whole number of 32 bits.</exception>
    public int? GetInt32(string key) =>
        Get(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw Invalid(key, text, nameof(Int32));

    /// <summary>A whole number as a secret; null if the key has no value.</summary>
    /// <exception cref="RunException">The value is no whole number of 32 bits.</exception>
    public Output<int>? GetSecretInt32(string key) => Secret(GetInt32(key));

    /// <summary>A whole number.</summary>
    /// <exception cref="RunException">The key has no value, or the value is no whole number of 32 bits.</exception>
    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    /// <summary>A whole number as a secret.</summary>
    /// <exception cref="RunException">The key has no value, or the value is no whole number of 32 bits.</exception>
    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    /// <summary>A number; null if the key has no value.</summary>
    /// <exception cref="RunException">The value is no number.</exception>
    public double? GetDouble(string key) =>
        Get(key) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw Invalid(key, text, nameof(Double));

    /// <summary>A number as a secret; null if the key has no value.</summary>
    /// <exception cref="RunException">The value is no number.</exception>
    public Output<double>? GetSecretDouble(string key) => Secret(GetDouble(key));

    /// <summary>A number.</summary>
    /// <exception cref="RunException">The key has no value, or the value is no number.</exception>
    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    /// <summary>A number as a secret.</summary>
    /// <exception cref="RunException">The key has no value, or the value is no number.</exception>
    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    /// <summary>An object from JSON; the default of its type if the key has no value.</summary>
    /// <exception cref="RunException">The value is no JSON of the type.</exception>
    [return: MaybeNull]
    public T GetObject<T>(string key) => Parse<T>(key, Get(key), options: null);

    /// <inheritdoc cref="GetObject{T}(string)"/>
    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions options) => Parse<T>(key, Get(key), options);

    /// <summary>An object from JSON as a secret; null if the key has no value.</summary>
    /// <exception cref="RunException">The value is no JSON of the type.</exception>
    public Output<T>? GetSecretObject<T>(string key) =>
        Get(key) is { } text ? Output.CreateSecret(Parse<T>(key, text, options: null)!) : null;

    /// <inheritdoc cref="GetSecretObject{T}(string)"/>
    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) =>
        Parse<T>(key, Get(key), options) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>An object from JSON.</summary>
    /// <exception cref="RunException">The key has no value, or the value is no JSON of the type.</exception>
    public T RequireObject<T>(string key) => Parse<T>(key, Require(key), options: null)!;

    /// <inheritdoc cref="RequireObject{T}(string)"/>
    public T RequireObject<T>(string key, JsonSerializerOptions options) => Parse<T>(key, Require(key), options)!;

    /// <summary>An object from JSON as a secret.</summary>
    /// <exception cref="RunException">The key has no value, or the value is no JSON of the type.</exception>
    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireObject<T>(key));

    /// <inheritdoc cref="RequireSecretObject{T}(string)"/>
    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options) =>
        Output.CreateSecret(RequireObject<T>(key, options));

    private static Output<T>? Secret<T>(T? value)
        where T : class => value is null ? null : Output.CreateSecret(value);

    private static Output<T>? Secret<T>(T? value)
        where T : struct => value is { } known ? Output.CreateSecret(known) : null;

    private T? Parse<T>(string key, string? text, JsonSerializerOptions? options)
    {
        try
        {
            return text is null ? default : JsonSerializer.Deserialize<T>(text, options);
        }
        catch (JsonException exception)
        {
            throw Invalid(key, text, typeof(T).FullName, exception);
        }
    }

    private RunException Missing(string key) => new(
        $"Missing Required configuration variable '{FullKey(key)}'\n" +
        $"\tplease set a value using the command `pulumi config set {FullKey(key)} <value>`");

    private RunException Invalid(string key, string? text, string? type, Exception? cause = null) =>
        new($"Configuration '{FullKey(key)}' value '{text}' is not a valid {type}", cause);

    private string FullKey(string key) => $"{_name}:{key}";
}
