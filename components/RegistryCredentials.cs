using System.Text.Json;

namespace K8tre.Components;

/// <summary>Account at an image registry.</summary>
/// <param name="Username">User name.</param>
/// <param name="Password">Password or access token, secret.</param>
public sealed record RegistryLogin(string Username, string Password);

/// <summary>Accounts at image registries, as one secret.</summary>
public static class RegistryCredentials
{
    /// <summary>Returns the account at a registry. Its user name is secret too.</summary>
    /// <param name="credentials">
    /// Accounts by registry, as JSON: <c>{"registry": {"username": "...", "password": "..."}}</c>. Secret.
    /// </param>
    /// <param name="registry">Host of the registry, such as <c>docker.io</c>.</param>
    /// <exception cref="RunException">
    /// The accounts have another form, or have none at the registry. Thrown when their value is known.
    /// </exception>
    public static Output<RegistryLogin> At(Output<string> credentials, string registry)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return Output.CreateSecret(credentials.Apply(
            json => Read(json).GetValueOrDefault(registry) is { Username: not "", Password: not "" } login
            ? login
            : throw new RunException(
                $"k8tre:registryCredentials has no user name and password for {registry}; run: pulumi config set --secret --path "
                + $"'k8tre:registryCredentials[\"{registry}\"].password', and the same without --secret for .username")));
    }

    /// <summary>Returns all accounts. The error does not show the value, because it is secret.</summary>
    internal static Dictionary<string, RegistryLogin> Read(string credentials)
    {
        try
        {
            var accounts = JsonSerializer.Deserialize<Dictionary<string, RegistryLogin?>>(credentials, Options);
            return accounts?.Values.Contains(null) == false
                ? accounts.ToDictionary(entry => entry.Key, entry => entry.Value!)
                : throw new JsonException();
        }
        catch (JsonException)
        {
#pragma warning disable MA0054 // the message of the inner exception can contain a part of the secret
            throw new RunException(
                "the registries' credentials do not have the form {\"registry\": {\"username\": \"...\", \"password\": \"...\"}}; "
                + "set them by path: pulumi config set --secret --path 'k8tre:registryCredentials[\"registry\"].password'");
#pragma warning restore MA0054
        }
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
